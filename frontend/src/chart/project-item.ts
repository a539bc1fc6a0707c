import { h, setText, svg } from "../dom";
import { text } from "../texts";
import { barShape } from "./bar-shape";
import type { Row } from "./contract";
import { formatDay } from "./format";
import { bars, milestoneState, nextMilestone } from "./marks";
import { MatterMark } from "./matter-mark";
import { sayLight, saySchedule, saySlip } from "./say";
import type { RowView, ViewContext } from "./views";

const lane = { committed: 2, forecast: 2, overrun: 2, actual: 7 } as const;

/** A project on a phone: light, name, one thin bar, the next milestone. */
export class ProjectItem implements RowView {
  readonly track = undefined;
  private readonly light = h("button", { type: "button", tabindex: "-1", "data-act": "why" });
  private readonly link = h("a", { class: "chart-name", tabindex: "-1" });
  private readonly drawing = svg("svg", { class: "chart-drawing", role: "img", height: 10, width: 1 });
  private readonly next = h("span", { class: "chart-next" });
  private readonly matters = new MatterMark();
  private readonly slip = h("span", { class: "chart-slip late" });
  readonly element = h(
    "div",
    { class: "chart-line chart-item", role: "row", "aria-level": "2", tabindex: "-1" },
    h("div", { class: "chart-cell-light", role: "gridcell" }, this.light),
    h(
      "div",
      { class: "chart-item-main", role: "gridcell" },
      this.link,
      this.drawing,
      h("div", { class: "chart-item-next" }, this.next, this.slip, this.matters.element),
    ),
  );
  private shown = "";
  private shownScale: unknown;

  show(row: Row | undefined, context: ViewContext, failed: boolean): void {
    this.element.classList.toggle("is-loading", !row && !failed);
    this.element.classList.toggle("is-failed", !row && failed);
    if (!row) {
      this.shown = "";
      delete this.element.dataset.id;
      this.light.hidden = true;
      this.link.removeAttribute("href");
      setText(this.link, failed ? text("Not loaded") : text("Loading"));
      setText(this.next, "");
      setText(this.slip, "");
      this.matters.show(undefined);
      this.drawing.replaceChildren();
      return;
    }
    if (this.shown === row.version && this.shownScale === context.scale) return;
    this.shown = row.version;
    this.shownScale = context.scale;
    this.fill(row, context);
  }

  private fill(row: Row, { scale, today }: ViewContext): void {
    this.element.dataset.id = row.id;
    this.light.hidden = false;
    this.light.className = `light light-${row.light}`;
    this.light.setAttribute("aria-label", `${sayLight(row)} ${text("Why?")}`);
    this.link.href = row.url;
    setText(this.link, row.name);
    this.matters.show(row.matters);
    this.drawing.setAttribute("width", String(scale.width));
    this.drawing.setAttribute("aria-label", saySchedule(row, today));
    const now = scale.x(today).toFixed(1);
    this.drawing.replaceChildren(
      svg("rect", { class: "lane", x: 0, y: 2, width: scale.width, height: 4, rx: 2 }),
      ...bars(row, scale, today).map((bar) => barShape(bar, lane[bar.kind], bar.kind === "actual" ? 2 : 4)),
      svg("path", { class: "now", d: `M${now} 0V10` }),
    );
    this.fillNext(row, today);
  }

  private fillNext(row: Row, today: number): void {
    const next = nextMilestone(row);
    if (!next) {
      setText(this.next, row.milestones.length > 0 ? text("All milestones done") : text("No milestones yet"));
      setText(this.slip, "");
      return;
    }
    const { day, late } = milestoneState(next, today);
    setText(this.next, day === null ? next.name : `${next.name} · ${formatDay(day)}`);
    setText(this.slip, late ? saySlip(next, today) : "");
  }
}
