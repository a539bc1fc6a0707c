import { Controller } from "../controller";
import { readCookie, writeCookie } from "../cookies";

/**
 * A button that shows and hides the element named by its `aria-controls`, which carries `data-open="true|false"`.
 *
 * `data-keep="name"` remembers the choice in the cookie `guatu_name`, so that the server can write it into the next
 * page; `data-open-from="1280px"` opens by default on screens at least that wide; `data-escape` closes on Escape.
 */
export class Disclosure extends Controller<HTMLButtonElement> {
  connect(): void {
    this.show(this.initial);
    this.on(this.element, "click", () => this.toggle(!this.open));
    if (this.element.dataset.escape !== undefined) {
      this.on(document, "keydown", (event) => {
        if (event.key !== "Escape" || !this.open) return;
        this.toggle(false);
        this.element.focus();
      });
    }
  }

  private get initial(): boolean {
    const kept = this.element.dataset.keep && readCookie(this.element.dataset.keep);
    if (kept) return kept === "true";
    const from = this.element.dataset.openFrom;
    return from ? window.matchMedia(`(min-width: ${from})`).matches : this.open;
  }

  private get open(): boolean {
    return this.element.getAttribute("aria-expanded") === "true";
  }

  private toggle(open: boolean): void {
    this.show(open);
    if (this.element.dataset.keep) writeCookie(this.element.dataset.keep, String(open));
  }

  private show(open: boolean): void {
    this.element.setAttribute("aria-expanded", String(open));
    const controlled = document.getElementById(this.element.getAttribute("aria-controls") ?? "");
    if (controlled) controlled.dataset.open = String(open);
  }
}
