import { Controller } from "../controller";

/** A button that prints the page it stands on. */
export class Print extends Controller<HTMLButtonElement> {
  connect(): void {
    this.on(this.element, "click", () => window.print());
  }
}
