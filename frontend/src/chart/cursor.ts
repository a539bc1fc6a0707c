import { h } from "../dom";
import type { Row } from "./contract";
import type { Lines } from "./lines";
import { milestoneState } from "./marks";
import { diamondY } from "./project-row";
import { sayMilestone } from "./say";
import type { TimeScale } from "./scale";
import type { Tip } from "./tip";
import type { LineView, Viewport } from "./viewport";

/** What the cursor needs of the chart, asked anew each time. */
export interface CursorChart {
  readonly scroller: HTMLElement;
  readonly viewport: Viewport;
  readonly lines: Lines;
  readonly scale: TimeScale;
  readonly today: number;
  readonly pane: number;
  row(line: number): Row | undefined;
  lineOf(id: string): number | undefined;
}

/**
 * The active line and, in a row, the active milestone: one stop for Tab in the whole chart (roving tabindex), the
 * arrows move it. The active milestone is a real button on its diamond, so that it is read aloud.
 */
export class Cursor {
  private line = 0;
  private milestone: number | undefined;
  private readonly button = h("button", { type: "button", class: "chart-milestone", tabindex: "-1" });

  constructor(
    private readonly chart: CursorChart,
    private readonly tip: Tip,
  ) {
    this.button.addEventListener("blur", () => this.tip.hide());
  }

  get activeLine(): number {
    return this.line;
  }

  get activeMilestone(): number | undefined {
    return this.milestone;
  }

  /** Makes a line active without moving the focus (it came by pointer or Tab). */
  setLine(line: number): void {
    if (line !== this.line) this.dropMilestone();
    this.line = line;
    this.mark();
  }

  /** Exactly one line can be reached by Tab: the active one, or the first in sight when that is not drawn. */
  mark(): void {
    const entries = this.chart.viewport.entries();
    const drawn = entries.some(([line]) => line === this.line);
    const first = this.chart.lines.lineAt(this.chart.scroller.scrollTop);
    for (const [line, { element }] of entries) {
      const stop = line === (drawn ? this.line : first);
      const index = stop ? "0" : "-1";
      const active = stop && drawn;
      if (element.classList.contains("is-active") !== active) element.classList.toggle("is-active", active);
      if (element.getAttribute("tabindex") === index) continue;
      element.setAttribute("tabindex", index);
      for (const inner of element.querySelectorAll("a, [data-act]")) inner.setAttribute("tabindex", index);
    }
  }

  /** Goes to a line, scrolls it into sight and focuses it. */
  go(line: number): void {
    const target = Math.min(Math.max(0, line), this.chart.lines.count - 1);
    if (target < 0) return;
    this.dropMilestone();
    this.line = target;
    this.reveal();
    this.focus()?.element.focus({ preventScroll: true });
  }

  /** Up or down: from a milestone to the nearest one in time, else from line to line. */
  step(by: number): void {
    const from = this.chart.row(this.line)?.milestones[this.milestone ?? -1];
    const day = from ? milestoneState(from, this.chart.today).day : null;
    this.go(this.line + by);
    const row = this.chart.row(this.line);
    if (day === null || !row) return;
    const nearest = row.milestones
      .map((milestone, index) => ({ index, day: milestoneState(milestone, this.chart.today).day }))
      .filter((candidate) => candidate.day !== null)
      .sort((a, b) => Math.abs((a.day ?? 0) - day) - Math.abs((b.day ?? 0) - day))[0];
    if (nearest) this.goMilestone(nearest.index);
  }

  /** Left or right through the milestones of the row; before the first lies the row itself. */
  stepMilestone(by: number): void {
    const row = this.chart.row(this.line);
    if (!row) return;
    const next = this.milestone === undefined ? (by > 0 ? 0 : -1) : this.milestone + by;
    if (next < 0) {
      if (this.milestone !== undefined) this.go(this.line);
      return;
    }
    if (next < row.milestones.length) this.goMilestone(next);
  }

  goMilestone(index: number): void {
    const { scale, scroller, pane, today } = this.chart;
    const milestone = this.chart.row(this.line)?.milestones[index];
    const view = this.focus();
    if (!milestone || !view || !("track" in view) || !view.track) return;
    const { day } = milestoneState(milestone, today);
    if (day === null) return;
    this.milestone = index;
    const x = scale.middle(day);
    const left = scroller.scrollLeft;
    const room = scroller.clientWidth - pane;
    if (x < left + 24 || x > left + room - 24) scroller.scrollLeft = x - room / 2;
    this.button.style.transform = `translate(${Math.round(x)}px, ${diamondY}px) translate(-50%, -50%)`;
    this.button.setAttribute("aria-label", sayMilestone(milestone, today));
    if (this.button.parentElement !== view.track) view.track.append(this.button);
    this.button.focus({ preventScroll: true });
    const box = this.button.getBoundingClientRect();
    this.tip.show(milestone, today, box.left + box.width / 2, box.top + box.height / 2);
  }

  /** The time scale changed: the button's place would be wrong. */
  dropMilestone(): void {
    if (this.milestone === undefined) return;
    this.milestone = undefined;
    const focused = document.activeElement === this.button;
    const element = this.chart.viewport.view(this.line)?.element;
    this.button.remove();
    this.tip.hide();
    if (focused) element?.focus({ preventScroll: true });
  }

  /** What has the focus, if it is a line: asked again after the lines changed, it gives the new number. */
  focusedLine(): (() => number) | undefined {
    const number = document.activeElement ? this.chart.viewport.lineOf(document.activeElement) : undefined;
    if (number === undefined) return undefined;
    const { group, id } = this.chart.viewport.view(number)?.element.dataset ?? {};
    return () => (id ? this.chart.lineOf(id) : this.chart.lines.lineOfGroup(group ?? "")) ?? number;
  }

  /** Scrolls the active line into sight and draws it there. */
  private reveal(): void {
    const { lines, scroller, viewport } = this.chart;
    const top = lines.top(this.line);
    const bottom = lines.top(this.line + 1);
    // A group's heading may cover the first line in sight, so a row is kept below it.
    const cover = lines.at(this.line)?.kind === "row" ? 40 : 0;
    if (top - cover < scroller.scrollTop) scroller.scrollTop = Math.max(0, top - cover);
    else if (bottom > scroller.scrollTop + viewport.seenHeight)
      scroller.scrollTop = bottom - viewport.seenHeight;
    viewport.render();
  }

  private focus(): LineView | undefined {
    this.mark();
    return this.chart.viewport.view(this.line);
  }
}
