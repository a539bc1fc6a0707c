import { h, svg } from "../dom";
import { text } from "../texts";
import { formatDayInYear } from "./format";
import type { AxisCell, TimeScale } from "./scale";

/** The head of the chart (column names, years, months) and the lines that run down from it. */
export class Axis {
  private readonly majors = h("div", { class: "axis-line axis-majors", "aria-hidden": "true" });
  private readonly minors = h("div", { class: "axis-line axis-minors", "aria-hidden": "true" });
  private readonly todayFlag = h("div", { class: "axis-today", "aria-hidden": "true" });
  private readonly time = h(
    "div",
    { class: "chart-time", role: "columnheader" },
    h("span", { class: "visually-hidden" }, text("Schedule")),
    this.majors,
    this.minors,
    this.todayFlag,
  );
  readonly head = h(
    "div",
    { class: "chart-head", role: "rowgroup" },
    h(
      "div",
      { class: "chart-head-row", role: "row", "aria-rowindex": "1" },
      h(
        "div",
        { class: "chart-pane chart-pane-head" },
        h(
          "div",
          { class: "chart-cell-light", role: "columnheader" },
          h("span", { class: "visually-hidden" }, text("Light")),
        ),
        h("div", { class: "chart-cell-name", role: "columnheader" }, text("Project")),
        h(
          "div",
          { class: "chart-cell-who", role: "columnheader" },
          text("Unit"),
          h("br"),
          text("Lead official"),
        ),
        h(
          "div",
          { class: "chart-cell-money", role: "columnheader" },
          text("Done"),
          h("br"),
          text("Annual plan"),
        ),
      ),
      this.time,
    ),
  );
  private readonly columns = svg("path", { class: "grid-minor" });
  private readonly years = svg("path", { class: "grid-major" });
  private readonly todayLine = svg("path", { class: "grid-today" });
  private readonly drawing = svg("svg", {}, this.columns, this.years, this.todayLine);
  /** Lies behind the rows, as high as the view, and stays while they scroll. */
  readonly grid = h("div", { class: "chart-grid", "aria-hidden": "true" });

  private shown = "";

  /** Keeps the lines out of the frozen pane where there are no rows. */
  readonly cover = h("div", { class: "chart-cover", "aria-hidden": "true" }, h("div"));

  constructor() {
    this.grid.append(this.drawing);
  }

  show(scale: TimeScale, today: number, height: number): void {
    const shown = JSON.stringify([scale, today, height]);
    if (shown === this.shown) return;
    this.shown = shown;
    const minors = scale.minors();
    const majors = scale.majors();
    this.majors.replaceChildren(...majors.map((place) => cell(place)));
    (this.cover.firstElementChild as HTMLElement).style.height = `${height}px`;
    this.time.style.width = `${scale.width}px`;
    this.drawing.setAttribute("width", String(scale.width));
    this.drawing.setAttribute("height", String(height));
    this.columns.setAttribute("d", lines(minors, height));
    this.years.setAttribute("d", lines(majors, height));
    const inside = today >= scale.first && today <= scale.last;
    const x = Math.round(scale.middle(today)) + 0.5;
    this.todayLine.setAttribute("d", inside ? `M${x} 0V${height}` : "");
    this.minors.replaceChildren(...minors.map((place) => cell(place)));
    this.todayFlag.hidden = !inside;
    this.todayFlag.textContent = text("Today {date}", { date: formatDayInYear(today) });
    this.placeFlag(x, scale.width);
  }

  /** The flag stands at the line of today, on its right where there is room, in place of the labels it would cover. */
  private placeFlag(x: number, width: number): void {
    if (this.todayFlag.hidden) return;
    const flag = this.todayFlag.offsetWidth;
    const flipped = x + flag > width;
    const from = flipped ? x - flag : x;
    this.todayFlag.classList.toggle("is-flipped", flipped);
    this.todayFlag.style.transform = `translateX(${from - 0.5}px)`;
    const cells = [...this.minors.querySelectorAll<HTMLElement>(".axis-cell")];
    // Read everything, then write: one layout instead of one per cell.
    const covered = cells.map((minor) => {
      const middle = minor.offsetLeft + minor.offsetWidth / 2;
      const half = (minor.firstElementChild as HTMLElement).offsetWidth / 2;
      return middle + half > from && middle - half < from + flag;
    });
    cells.forEach((minor, index) => {
      minor.classList.toggle("is-covered", covered[index]);
    });
  }
}

function cell({ x, width, label, title }: AxisCell): HTMLElement {
  const element = h(
    "div",
    { class: "axis-cell", title: title === label ? undefined : title },
    h("span", {}, label),
  );
  // Not a transform: the sticky labels inside reckon with the place in the layout.
  element.style.left = `${x.toFixed(1)}px`;
  element.style.width = `${width.toFixed(1)}px`;
  return element;
}

function lines(cells: AxisCell[], height: number): string {
  return cells.map(({ x }) => `M${Math.round(x) + 0.5} 0V${height}`).join("");
}
