import { Controller } from "../controller";

/** What is typed into a cell of a table; boxes to tick and buttons keep their keys. */
const cells = "td input:not([type=checkbox], [type=hidden]), td select";

/**
 * A form that is a table of cells: Enter and the arrow keys lead to the same column of the next or the last row, as in
 * a workbook. A list of choices keeps its arrow keys. Enter in the last row leads to the form's buttons.
 */
export class Cells extends Controller<HTMLFormElement> {
  connect(): void {
    this.on(this.element, "keydown", (event) => this.move(event as KeyboardEvent));
  }

  private move(event: KeyboardEvent): void {
    const field = event.target;
    if (!(field instanceof HTMLElement) || !field.matches(cells) || event.isComposing || event.altKey) return;
    const step = stepOf(event, field instanceof HTMLSelectElement);
    if (step === 0) return;
    event.preventDefault();
    const column = [...this.element.querySelectorAll<HTMLElement>(cells)].filter(
      (other) => columnOf(other) === columnOf(field),
    );
    const next = column[column.indexOf(field) + step];
    if (next) focusAndSelect(next);
    else if (step > 0) this.element.querySelector<HTMLElement>("button[type=submit]")?.focus();
  }
}

function stepOf(event: KeyboardEvent, isSelect: boolean): number {
  if (event.key === "Enter") return event.shiftKey ? -1 : 1;
  if (isSelect) return 0;
  if (event.key === "ArrowDown") return 1;
  return event.key === "ArrowUp" ? -1 : 0;
}

function columnOf(field: HTMLElement): number {
  return field.closest("td")?.cellIndex ?? -1;
}

function focusAndSelect(field: HTMLElement): void {
  field.focus();
  if (field instanceof HTMLInputElement) field.select();
}
