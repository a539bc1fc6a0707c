import { Controller } from "../controller";

/** A form with the language select: choosing one submits it (the button is for pages without script). */
export class Language extends Controller<HTMLFormElement> {
  connect(): void {
    for (const button of this.element.querySelectorAll<HTMLElement>("[type=submit]:not([name])")) {
      button.hidden = true;
    }
    this.on(this.element, "change", () => this.element.requestSubmit());
  }
}
