import { h, setText } from "../dom";
import { text } from "../texts";
import type { OpenMatters } from "./contract";
import { formatCount } from "./format";
import { sayMatters } from "./say";

/**
 * How many matters are open about a project: a slip with the shape of its colour, the number, how many are late, and
 * a diamond with a dot where one holds up the critical path. Pressed, it explains itself as the light does.
 */
export class MatterMark {
  private readonly count = h("span", { class: "chart-matters-count" });
  private readonly late = h("span", { class: "chart-matters-late" });
  private readonly critical = h("span", { class: "chart-matters-critical" });
  readonly element = h(
    "button",
    { type: "button", class: "chart-matters", tabindex: "-1", "data-act": "why" },
    this.count,
    this.late,
    this.critical,
  );

  constructor() {
    this.show(undefined);
  }

  show(matters: OpenMatters | undefined): void {
    this.element.hidden = !matters;
    if (!matters) return;
    // Named by what it shows; the title describes it in a sentence.
    this.element.title = sayMatters(matters);
    this.count.className = `chart-matters-count slip${matters.slip ? ` slip-${matters.slip}` : " slip-none"}`;
    setText(this.count, formatCount(matters.count));
    this.late.hidden = matters.late === 0;
    setText(this.late, matters.late > 0 ? text("late {count}", { count: formatCount(matters.late) }) : "");
    this.critical.hidden = matters.critical === 0;
  }
}
