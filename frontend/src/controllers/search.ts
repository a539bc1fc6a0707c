import { Controller } from "../controller";

/**
 * The search of the page frame: `/` focuses the field, htmx fills `[data-search-results]`, arrows walk the links
 * in it, Enter opens the marked one, Escape closes.
 */
export class Search extends Controller {
  private marked = -1;

  private get field(): HTMLInputElement {
    const field = this.element.querySelector<HTMLInputElement>("input");
    if (!field) throw new Error('data-controller="search" needs an input inside');
    return field;
  }

  private get results(): HTMLElement | null {
    return this.element.querySelector<HTMLElement>("[data-search-results]");
  }

  private get links(): HTMLAnchorElement[] {
    return [...(this.results?.querySelectorAll<HTMLAnchorElement>("a[href]") ?? [])];
  }

  connect(): void {
    this.on(document, "keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      this.field.focus();
      this.field.select();
    });
    this.on(this.element, "keydown", (event) => this.key(event));
    this.on(this.field, "input", () => this.mark(-1));
    this.on(this.field, "focus", () => this.show(true));
    this.on(this.element, "focusout", (event) => {
      if (!this.element.contains(event.relatedTarget as Node | null)) this.show(false);
    });
    this.on(this.element, "htmx:afterSwap", () => {
      this.mark(-1);
      this.show(true);
    });
    // A click on a result must not lose it to the field's focusout first (Safari gives links no focus).
    if (this.results) this.on(this.results, "mousedown", (event) => event.preventDefault());
  }

  private show(open: boolean): void {
    const results = this.results;
    if (!results) return;
    const visible = open && results.childElementCount > 0;
    results.hidden = !visible;
    this.field.setAttribute("aria-expanded", String(visible));
    if (!visible) this.mark(-1);
  }

  private key(event: KeyboardEvent): void {
    const links = this.links;
    if (event.key === "Escape") {
      if (this.results?.hidden === false) this.show(false);
      else this.field.blur();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (links.length === 0) return;
      event.preventDefault();
      this.show(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      const from = this.marked < 0 && step < 0 ? 0 : this.marked;
      this.mark((from + step + links.length) % links.length);
    } else if (event.key === "Enter" && this.marked >= 0) {
      event.preventDefault();
      links[this.marked]?.click();
    }
  }

  private mark(index: number): void {
    this.marked = index;
    const links = this.links;
    links.forEach((link, position) => {
      link.id ||= `search-result-${position}`;
      link.classList.toggle("active", position === index);
    });
    const current = links[index];
    if (current) {
      this.field.setAttribute("aria-activedescendant", current.id);
      current.scrollIntoView({ block: "nearest" });
    } else this.field.removeAttribute("aria-activedescendant");
  }
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [contenteditable=true], dialog") !== null
  );
}
