import { Controller } from "../controller";

/** What belongs to the list that was shown, not to the one that is asked for. */
const dropped = new Set(["page", "cursor", "offset"]);

/**
 * A GET form of filters that applies itself: a change submits at once, typing a moment after the last key. Empty
 * fields stay out of the address, so a filter that is off leaves no trace in it; what the address says beside the
 * form's own fields (a zoom, an order) stays in it.
 */
export class Autosubmit extends Controller<HTMLFormElement> {
  private timer = 0;

  connect(): void {
    this.on(this.element, "change", () => this.submit(0));
    this.on(this.element, "input", (event) => {
      const field = event.target;
      if (field instanceof HTMLInputElement && ["search", "text"].includes(field.type)) this.submit(400);
    });
    this.on(this.element, "formdata", (event) => {
      const data = (event as unknown as FormDataEvent).formData;
      leaveOutEmpty(data);
      this.keepOthers(data);
    });
  }

  private keepOthers(data: FormData): void {
    for (const [name, value] of new URLSearchParams(window.location.search)) {
      if (!dropped.has(name) && !this.element.elements.namedItem(name)) data.append(name, value);
    }
  }

  override disconnect(): void {
    window.clearTimeout(this.timer);
  }

  private submit(delay: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.element.requestSubmit(), delay);
  }
}

function leaveOutEmpty(data: FormData): void {
  for (const [name, value] of [...data.entries()]) {
    if (value !== "") continue;
    const kept = data.getAll(name).filter((other) => other !== "");
    data.delete(name);
    for (const other of kept) data.append(name, other);
  }
}
