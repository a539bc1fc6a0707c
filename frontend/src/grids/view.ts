/** The part of a sheet that is in sight. */
export interface Sight {
  x: number;
  y: number;
  width: number;
  height: number;
}

const closest = 64;

/** What is in sight on an SVG sheet, and how to come closer or move on. */
export class View {
  private sight: Sight;

  constructor(
    private readonly sheet: SVGSVGElement,
    private whole: Sight,
    private readonly changed: () => void,
  ) {
    this.sight = { ...whole };
  }

  /** How many times closer than the whole sheet. */
  get scale(): number {
    return this.whole.width / this.sight.width;
  }

  /** Makes the sheet large enough for something beyond its edge. */
  include(other: Sight): void {
    const { whole } = this;
    const right = Math.max(whole.x + whole.width, other.x + other.width);
    const bottom = Math.max(whole.y + whole.height, other.y + other.height);
    const x = Math.min(whole.x, other.x);
    const y = Math.min(whole.y, other.y);
    this.whole = { x, y, width: right - x, height: bottom - y };
    this.all();
  }

  all(): void {
    this.sight = { ...this.whole };
    this.show();
  }

  /** Comes closer by a factor (less than one: goes further away); `to` stays where it is on the screen. */
  zoom(factor: number, to?: { x: number; y: number }): void {
    const scale = Math.min(Math.max(this.scale * factor, 1), closest);
    const by = this.scale / scale;
    const { sight } = this;
    const at = to ?? { x: sight.x + sight.width / 2, y: sight.y + sight.height / 2 };
    this.sight = {
      x: at.x - (at.x - sight.x) * by,
      y: at.y - (at.y - sight.y) * by,
      width: sight.width * by,
      height: sight.height * by,
    };
    this.show();
  }

  /** Moves by units of the sheet. */
  move(x: number, y: number): void {
    this.sight = { ...this.sight, x: this.sight.x + x, y: this.sight.y + y };
    this.show();
  }

  /** Units of the sheet for one pixel of the screen. */
  get unitsPerPixel(): number {
    const { width, height } = this.sheet.getBoundingClientRect();
    return Math.max(this.sight.width / (width || 1000), this.sight.height / (height || 1000));
  }

  /** The spot of the sheet under a point of the screen. */
  spot(clientX: number, clientY: number): { x: number; y: number } {
    const box = this.sheet.getBoundingClientRect();
    const units = this.unitsPerPixel;
    const middle = { x: this.sight.x + this.sight.width / 2, y: this.sight.y + this.sight.height / 2 };
    return {
      x: middle.x + (clientX - box.left - box.width / 2) * units,
      y: middle.y + (clientY - box.top - box.height / 2) * units,
    };
  }

  private show(): void {
    const { sight, whole } = this;
    sight.x = Math.min(Math.max(sight.x, whole.x), whole.x + whole.width - sight.width);
    sight.y = Math.min(Math.max(sight.y, whole.y), whole.y + whole.height - sight.height);
    const numbers = [sight.x, sight.y, sight.width, sight.height].map((number) => number.toFixed(3));
    this.sheet.setAttribute("viewBox", numbers.join(" "));
    this.changed();
  }
}
