import { h } from "../dom";
import type { Group } from "./contract";
import { GroupRow } from "./group-row";

/** While a group's own heading is out of sight above, a copy of it stays under the head of the chart. */
export class StickyGroup {
  private shown: Group | undefined;
  private readonly heading = new GroupRow();
  readonly element = h(
    "div",
    { class: "chart-sticky", "aria-hidden": "true", hidden: "" },
    this.heading.element,
  );

  constructor() {
    // A copy for the eye and the pointer: neither Tab nor screen readers meet it.
    this.heading.element.removeAttribute("role");
    this.heading.element.classList.remove("chart-line");
  }

  /** Called at every step of scrolling: only another group (or newer counts of it) is written. */
  show(group: Group | undefined): void {
    if (group === this.shown) return;
    this.shown = group;
    this.element.hidden = group === undefined;
    if (group) this.heading.show(group, true);
  }
}
