import { h, setText, svg } from "../dom";
import { text } from "../texts";
import { barShape } from "./bar-shape";
import type { Row } from "./contract";
import { exactYuan, formatMoneyPair } from "./format";
import { bars, type DiamondKind, diamonds, doneShare } from "./marks";
import { MatterMark } from "./matter-mark";
import { sayLight, saySchedule } from "./say";
import type { RowView, ViewContext } from "./views";

/** Heights inside a row's track, in pixels (the row is 40 high). */
const track = {
  committed: { y: 9, height: 12 },
  forecast: { y: 12, height: 6 },
  overrun: { y: 12, height: 6 },
  actual: { y: 26, height: 3 },
  diamond: { y: 15, r: 5.5 },
} as const;

const diamondKinds: readonly DiamondKind[] = ["open", "open-late", "done", "done-late"];

/** A project's line: light, name, who, money on the left; its bars and diamonds on the time axis. */
export class ProjectRow implements RowView {
  private readonly light = h("button", { type: "button", tabindex: "-1", "data-act": "why" });
  private readonly link = h("a", { class: "chart-name", tabindex: "-1" });
  private readonly matters = new MatterMark();
  private readonly unit = h("div", { class: "chart-unit" });
  private readonly lead = h("div", { class: "chart-lead" });
  private readonly money = h("div", { class: "chart-money" });
  private readonly share = h("progress", {
    class: "share",
    max: "1",
    "aria-label": text("Share of the annual plan done"),
  });
  private readonly percent = h("span", { class: "chart-percent" });
  private readonly drawing = svg("svg", { class: "chart-drawing", role: "img", height: 40, width: 1 });
  private readonly barLayer = svg("g");
  private readonly paths = new Map(
    diamondKinds.map((kind) => [kind, svg("path", { class: `diamond ${kind}` })]),
  );
  private readonly criticalOpen = svg("path", { class: "critical-open" });
  private readonly criticalDone = svg("path", { class: "critical-done" });
  readonly track = h("div", { class: "chart-track", role: "gridcell" }, this.drawing);
  readonly element = h(
    "div",
    { class: "chart-line chart-row", role: "row", "aria-level": "2", tabindex: "-1" },
    h(
      "div",
      { class: "chart-pane" },
      h("div", { class: "chart-cell-light", role: "gridcell" }, this.light),
      h("div", { class: "chart-cell-name", role: "rowheader" }, this.link, this.matters.element),
      h("div", { class: "chart-cell-who", role: "gridcell" }, this.unit, this.lead),
      h(
        "div",
        { class: "chart-cell-money", role: "gridcell" },
        this.money,
        h("div", { class: "chart-share" }, this.share, this.percent),
      ),
    ),
    this.track,
  );
  private shown = "";
  private shownScale: unknown;

  constructor() {
    this.drawing.append(this.barLayer, ...this.paths.values(), this.criticalOpen, this.criticalDone);
  }

  show(row: Row | undefined, context: ViewContext, failed: boolean): void {
    this.element.classList.toggle("is-loading", !row && !failed);
    this.element.classList.toggle("is-failed", !row && failed);
    if (!row) return this.blank(failed);
    if (this.shown !== row.version) {
      this.shown = row.version;
      this.shownScale = undefined;
      this.fill(row);
    }
    if (this.shownScale !== context.scale) {
      this.shownScale = context.scale;
      this.draw(row, context);
    }
  }

  private blank(failed: boolean): void {
    this.shown = "";
    delete this.element.dataset.id;
    this.light.hidden = true;
    this.matters.show(undefined);
    this.link.removeAttribute("href");
    this.link.removeAttribute("title");
    setText(this.link, failed ? text("Not loaded") : text("Loading"));
    for (const cell of [this.unit, this.lead, this.money, this.percent]) setText(cell, "");
    this.share.hidden = true;
    this.drawing.setAttribute("visibility", "hidden");
  }

  private fill(row: Row): void {
    this.element.dataset.id = row.id;
    const said = sayLight(row);
    this.light.hidden = false;
    this.light.className = `light light-${row.light}`;
    this.light.setAttribute("aria-label", `${said} ${text("Why?")}`);
    this.light.title = said;
    this.link.href = row.url;
    this.link.title = [row.name, row.code].filter(Boolean).join("\n");
    setText(this.link, row.name);
    this.matters.show(row.matters);
    setText(this.unit, row.unit);
    this.unit.title = row.unit;
    setText(this.lead, row.leadOfficial);
    this.lead.title = [row.leadOfficial, row.liaison].filter(Boolean).join(" / ");
    this.fillMoney(row);
  }

  private fillMoney(row: Row): void {
    const empty = row.done === null && row.plan === null;
    const { done, plan, unit } = formatMoneyPair(row.done, row.plan);
    setText(this.money, empty ? "–" : `${done} / ${plan}`);
    if (!empty) this.money.append(h("span", { class: "unit" }, unit));
    this.money.title = [
      row.done === null ? "" : `${text("Done this year")} ${exactYuan(row.done)}`,
      row.plan === null ? "" : `${text("Annual plan")} ${exactYuan(row.plan)}`,
      row.total === null ? "" : `${text("Total investment")} ${exactYuan(row.total)}`,
    ]
      .filter(Boolean)
      .join("\n");
    const share = doneShare(row);
    this.share.hidden = share === null;
    this.share.value = Math.min(1, share ?? 0);
    setText(this.percent, share === null ? "" : `${Math.round(share * 100)}%`);
  }

  private draw(row: Row, { scale, today }: ViewContext): void {
    this.drawing.setAttribute("visibility", "visible");
    this.drawing.setAttribute("width", String(scale.width));
    this.drawing.setAttribute("aria-label", saySchedule(row, today));
    this.barLayer.replaceChildren(
      ...bars(row, scale, today).map((bar) => barShape(bar, track[bar.kind].y, track[bar.kind].height)),
    );
    const marks = diamonds(row, scale, today, track.diamond.y, track.diamond.r);
    for (const [kind, path] of this.paths) path.setAttribute("d", marks.paths.get(kind) ?? "");
    this.criticalOpen.setAttribute("d", marks.criticalOpen);
    this.criticalDone.setAttribute("d", marks.criticalDone);
  }
}

/** Where the diamonds of a row lie, for pointers and for the focused milestone's button. */
export const diamondY = track.diamond.y;
