import { h, setText } from "../dom";
import type { Group } from "./contract";
import { lights } from "./contract";
import { formatCount } from "./format";
import { lightWord, sayCount } from "./say";
import type { GroupView } from "./views";

/** The heading of a group: a button that folds it, how many projects, how many of each light. */
export class GroupRow implements GroupView {
  private readonly label = h("span", { class: "chart-group-label" });
  private readonly count = h("span", { class: "chart-group-count" });
  private readonly counts = h("span", { class: "light-counts" });
  private readonly button = h(
    "button",
    { type: "button", class: "chart-group-button", tabindex: "-1", "data-act": "fold" },
    h("span", { class: "chart-chevron", "aria-hidden": "true" }),
    this.label,
    this.count,
    this.counts,
  );
  readonly element = h(
    "div",
    { class: "chart-line chart-group", role: "row", "aria-level": "1", tabindex: "-1" },
    h("div", { class: "chart-group-cell", role: "gridcell" }, this.button),
  );

  show(group: Group, open: boolean): void {
    this.element.setAttribute("aria-expanded", String(open));
    this.element.dataset.group = group.key;
    setText(this.label, group.label);
    setText(this.count, sayCount(group.count));
    this.counts.replaceChildren(
      ...lights
        .filter((light) => group[light] > 0)
        .map((light) =>
          h(
            "span",
            { class: `light light-${light}`, title: lightWord(light) },
            h("span", { class: "visually-hidden" }, lightWord(light)),
            formatCount(group[light]),
          ),
        ),
    );
  }
}
