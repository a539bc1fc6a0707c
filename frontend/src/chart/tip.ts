import { h } from "../dom";
import { text } from "../texts";
import type { Milestone } from "./contract";
import { milestoneState } from "./marks";
import { milestoneFacts, saySlip } from "./say";

/** The detail of one milestone, beside the pointer or the focused diamond. Screen readers hear the button instead. */
export class Tip {
  private readonly element = h("div", { class: "chart-tip", "aria-hidden": "true", hidden: "" });

  constructor(parent: HTMLElement) {
    parent.append(this.element);
  }

  /** Shows it under (x, y), in viewport pixels, or over it where there is no room. */
  show(milestone: Milestone, today: number, x: number, y: number): void {
    const state = milestoneState(milestone, today);
    const slip = saySlip(milestone, today);
    this.element.replaceChildren(
      h("strong", {}, milestone.name),
      h(
        "dl",
        {},
        ...milestoneFacts(milestone).flatMap(([label, value]) => [h("dt", {}, label), h("dd", {}, value)]),
      ),
      ...(slip ? [h("div", { class: state.late ? "late" : "soft" }, slip)] : []),
      ...(milestone.critical ? [h("div", { class: "soft" }, text("On the critical path"))] : []),
    );
    this.element.hidden = false;
    const { width, height } = this.element.getBoundingClientRect();
    const room = document.documentElement;
    const left = Math.min(Math.max(8, x - width / 2), room.clientWidth - width - 8);
    const below = y + 14 + height < room.clientHeight;
    this.element.style.transform = `translate(${Math.round(left)}px, ${Math.round(below ? y + 14 : y - 14 - height)}px)`;
  }

  hide(): void {
    this.element.hidden = true;
  }
}
