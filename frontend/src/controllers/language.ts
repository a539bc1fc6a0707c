import { Controller } from "../controller";

/** A form with the language select: choosing one submits it. */
export class Language extends Controller<HTMLFormElement> {
  connect(): void {
    this.on(this.element, "change", () => this.element.requestSubmit());
  }
}
