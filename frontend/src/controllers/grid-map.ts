import { Controller } from "../controller";
import { setText } from "../dom";
import { Pen } from "../grids/pen";
import { View } from "../grids/view";

const steps: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
// A press that moves less than this many pixels is a click.
const click = 4;
// The size of a label in pixels.
const letter = 12;

/** How broad a text is, in letters: Latin ones take about half as much room as Chinese. */
function breadth(words: string): number {
  return [...words].reduce((sum, character) => sum + (character > "\u2E80" ? 1 : 0.6), 0);
}

/**
 * A map of grids: an SVG sheet drawn by the server. `[data-zoom]` buttons, + and −, and the wheel with Ctrl come
 * closer; dragging and arrow keys move on. Shapes are links; `[data-map-note]` says what is under the pointer or has
 * the focus. With `data-pen` (the id of a text field) a boundary is drawn: click sets a corner, a corner is dragged or
 * moved by arrow keys, Delete takes it out, and the field always holds the same boundary.
 */
export class GridMap extends Controller {
  private view!: View;
  private pen: Pen | undefined;
  // Each label with the whole name; where that has no room, the short one stands.
  private labels = new Map<SVGTextElement, string>();
  private dragged = false;

  connect(): void {
    const sheet = this.one<SVGSVGElement>("svg.grid-sheet");
    const [x = 0, y = 0, width = 1000, height = 1000] = (sheet.getAttribute("viewBox") ?? "")
      .split(/\s+/)
      .map(Number);
    for (const label of sheet.querySelectorAll<SVGTextElement>(".grid-labels text")) {
      this.labels.set(label, label.textContent ?? "");
    }
    this.view = new View(sheet, { x, y, width, height }, () => this.rescale());
    this.rescale();
    this.on(window, "resize", () => this.rescale());
    this.takePen();
    this.followPointer(sheet);
    this.on(this.element, "keydown", (event) => this.press(event));
    this.on(this.element, "focusin", (event) => this.note(event.target));
    this.on(this.element, "pointerover", (event) => this.note(event.target));
    for (const button of this.element.querySelectorAll<HTMLButtonElement>("[data-zoom]")) {
      this.on(button, "click", () => this.zoom(button.dataset.zoom ?? "all"));
    }
  }

  private one<E extends Element>(selector: string): E {
    const found = this.element.querySelector<E>(selector);
    if (!found) throw new Error(`data-controller="grid-map" needs ${selector} inside`);
    return found;
  }

  private takePen(): void {
    const { pen, west, north, perLon, perLat } = this.element.dataset;
    const field = pen ? document.getElementById(pen) : null;
    if (!(field instanceof HTMLTextAreaElement)) return;
    const scale = {
      west: Number(west),
      north: Number(north),
      perLon: Number(perLon),
      perLat: Number(perLat),
    };
    const layer = this.one<SVGGElement>("[data-map-pen]");
    this.pen = new Pen(layer, field, this.view, scale, (sentence) => this.say(sentence));
    this.element.classList.add("has-pen");
    this.pen.read();
    const { room } = this.pen;
    if (room) this.view.include(room);
    this.on(field, "input", () => this.pen?.read());
    const button = this.element.querySelector("[data-pen-back]");
    if (button) this.on(button, "click", () => this.pen?.takeOut());
  }

  /** What keeps its size on the screen however close one comes: labels, corners. */
  private rescale(): void {
    const units = this.view.unitsPerPixel;
    for (const [label, name] of this.labels) {
      const room = Number(label.dataset.room ?? 0) / (letter * units);
      const said = [name, label.dataset.short ?? ""].find((words) => words && breadth(words) <= room);
      label.setAttribute("font-size", String(letter * units));
      label.classList.toggle("is-crowded", !said);
      if (said) setText(label, said);
    }
    this.element.classList.toggle("is-close", this.view.scale > 1);
    this.pen?.show();
  }

  private zoom(how: string): void {
    if (how === "all") this.view.all();
    else this.view.zoom(how === "in" ? 1.6 : 1 / 1.6);
  }

  private followPointer(sheet: SVGSVGElement): void {
    let from: PointerEvent | null = null;
    let last: PointerEvent | null = null;
    let handle: Element | null = null;
    this.on(sheet, "pointerdown", (event: PointerEvent) => {
      if (event.button !== 0) return;
      from = event;
      last = event;
      this.dragged = false;
      handle = (event.target as Element).closest(".pen-corner");
    });
    this.on(window, "pointermove", (event: PointerEvent) => {
      if (!from || !last) return;
      if (!this.dragged && Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) < click)
        return;
      this.dragged = true;
      if (handle) {
        const spot = this.view.spot(event.clientX, event.clientY);
        this.pen?.put(handle, spot.x, spot.y);
      } else {
        const units = this.view.unitsPerPixel;
        this.view.move((last.clientX - event.clientX) * units, (last.clientY - event.clientY) * units);
      }
      last = event;
    });
    const stop = (): void => {
      from = null;
      last = null;
      handle = null;
    };
    this.on(window, "pointerup", stop);
    this.on(window, "pointercancel", stop);
    this.on(sheet, "dragstart", (event) => event.preventDefault());
    this.on(sheet, "click", (event: MouseEvent) => this.clicked(event), { capture: true });
    this.on(
      sheet,
      "wheel",
      (event: WheelEvent) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        this.view.zoom(Math.exp(-event.deltaY / 300), this.view.spot(event.clientX, event.clientY));
      },
      { passive: false },
    );
  }

  private clicked(event: MouseEvent): void {
    if (this.dragged) {
      event.preventDefault();
      event.stopPropagation();
      this.dragged = false;
      return;
    }
    if (!this.pen || (event.target as Element).closest(".pen-corner")) return;
    event.preventDefault();
    const spot = this.view.spot(event.clientX, event.clientY);
    this.pen.add(spot.x, spot.y);
  }

  private press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = steps[event.key];
    if (step) {
      const far = this.view.unitsPerPixel * (event.shiftKey ? 20 : 2);
      if (!this.pen?.nudge(step[0] * far, step[1] * far)) {
        if (this.view.scale === 1) return;
        this.view.move((step[0] * 60) / this.view.scale, (step[1] * 60) / this.view.scale);
      }
    } else if (event.key === "+" || event.key === "=") this.zoom("in");
    else if (event.key === "-") this.zoom("out");
    else if (event.key === "0") this.zoom("all");
    else if (this.pen && (event.key === "Delete" || event.key === "Backspace")) this.pen.takeOut();
    else return;
    event.preventDefault();
  }

  private note(target: EventTarget | null): void {
    const link = target instanceof Element ? target.closest<SVGElement>(".grid-link") : null;
    if (link) this.say(link.getAttribute("aria-label") ?? "");
  }

  private say(sentence: string): void {
    const place = this.element.querySelector("[data-map-note]");
    if (place) setText(place, sentence);
  }
}
