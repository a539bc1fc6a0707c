import { Controller } from "../controller";
import { openPopover } from "../popover";

/** A button that explains something: it loads the fragment at `data-url` and shows it beside itself. */
export class Popover extends Controller<HTMLButtonElement> {
  connect(): void {
    this.element.setAttribute("aria-haspopup", "dialog");
    this.element.setAttribute("aria-expanded", "false");
    this.on(this.element, "click", (event) => {
      event.preventDefault();
      openPopover(this.element, this.element.dataset.url ?? "");
    });
  }
}
