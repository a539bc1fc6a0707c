import { Controller } from "../controller";

/**
 * A button `[data-menu-button]` and the list `[data-menu]` it opens: arrows move, Home and End jump, Escape and
 * a click elsewhere close, and the focus returns to the button.
 */
export class Menu extends Controller {
  private get button(): HTMLElement {
    return required(this.element, "[data-menu-button]");
  }

  private get list(): HTMLElement {
    return required(this.element, "[data-menu]");
  }

  connect(): void {
    this.show(false);
    this.on(this.button, "click", () => this.show(!this.open));
    this.on(this.element, "keydown", (event) => this.key(event));
    this.on(this.element, "focusout", (event) => {
      const next = event.relatedTarget;
      if (next instanceof Node && !this.element.contains(next)) this.show(false);
    });
    this.on(document, "click", (event) => {
      if (!this.element.contains(event.target as Node)) this.show(false);
    });
  }

  private get open(): boolean {
    return !this.list.hidden;
  }

  private get items(): HTMLElement[] {
    const all = [...this.list.querySelectorAll<HTMLElement>("*")];
    return all.filter((element) => element.matches("a[href], button:not(:disabled), select, input"));
  }

  private show(open: boolean): void {
    this.list.hidden = !open;
    this.list.classList.toggle("show", open);
    this.button.setAttribute("aria-expanded", String(open));
    // A list that would leave the screen opens to the other side.
    this.list.classList.remove("dropdown-menu-end");
    if (open && this.list.getBoundingClientRect().right > document.documentElement.clientWidth) {
      this.list.classList.add("dropdown-menu-end");
    }
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.open) {
      event.stopPropagation();
      this.show(false);
      this.button.focus();
      return;
    }
    if (event.target instanceof HTMLSelectElement || event.target instanceof HTMLInputElement) return;
    const items = this.items;
    const at = items.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }[event.key];
    if (next === undefined || (!this.open && event.key !== "ArrowDown")) return;
    event.preventDefault();
    if (!this.open) this.show(true);
    items.at(next % items.length)?.focus();
  }
}

function required(element: HTMLElement, selector: string): HTMLElement {
  const found = element.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`data-controller="menu" needs an element ${selector} inside`);
  return found;
}
