import { Controller } from "../controller";

/** A form whose changes are not lost by accident: leaving the page while it differs from what came asks first. */
export class Unsaved extends Controller<HTMLFormElement> {
  private first = "";

  connect(): void {
    this.first = this.content();
    this.on(this.element, "submit", () => {
      this.first = this.content();
    });
    this.on(this.element, "saved", () => {
      this.first = this.content();
    });
    this.on(window, "beforeunload", (event) => {
      if (this.content() !== this.first) event.preventDefault();
    });
  }

  private content(): string {
    const pairs = [...new FormData(this.element)].filter(([name]) => name !== "csrfmiddlewaretoken");
    return JSON.stringify(pairs.map(([name, value]) => [name, value instanceof File ? value.name : value]));
  }
}
