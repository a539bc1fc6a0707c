import { h, svg } from "../dom";
import { text } from "../texts";
import { barShape } from "./bar-shape";
import type { Bar } from "./marks";

/** What the signs of the chart mean, folded away until asked for, with the keys it answers to. */
export function legend(): HTMLElement {
  const signs: [SVGElement[], string][] = [
    [[bar("committed", 3, 12)], text("Committed plan")],
    [[bar("committed", 3, 12), bar("forecast", 6, 6)], text("Forecast")],
    [[bar("overrun", 6, 6)], text("Forecast after the committed finish")],
    [[bar("actual", 7, 4)], text("Actual")],
    [[diamond("diamond open")], text("Milestone to come")],
    [[diamond("diamond done")], text("Milestone done")],
    [[diamond("diamond open-late")], text("Milestone late")],
    [[diamond("diamond open"), dot()], text("On the critical path")],
  ];
  const keys: [string, string][] = [
    ["↑ ↓", text("Row")],
    ["← →", text("Milestone, or fold a group")],
    ["Enter", text("Open the project")],
    ["w", text("Why this light")],
    ["+ −", text("Zoom")],
    ["Home", text("Today")],
  ];
  const slips: [string, string][] = [
    ["none", text("Open matters, how many")],
    ["blue", text("Blue slip: near its date")],
    ["yellow", text("Yellow slip: behind")],
    ["red", text("Red slip: overdue")],
  ];
  const matters = slips.map(([slip, label]) =>
    h("li", {}, h("span", { class: `legend-slip slip slip-${slip}`, "aria-hidden": "true" }), label),
  );
  const element = h(
    "details",
    { class: "chart-legend" },
    h("summary", { class: "btn btn-sm" }, text("Legend")),
    h(
      "div",
      // Takes the focus when it is pressed, so that only a press elsewhere closes it.
      { class: "chart-legend-body", tabindex: "-1" },
      h("ul", {}, ...signs.map(([shapes, label]) => h("li", {}, sample(shapes), label)), ...matters),
      h("ul", { class: "chart-keys" }, ...keys.map(([key, label]) => h("li", {}, h("kbd", {}, key), label))),
    ),
  );
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !element.open) return;
    element.open = false;
    element.querySelector("summary")?.focus();
  });
  element.addEventListener("focusout", (event) => {
    if (!element.contains(event.relatedTarget as Node | null)) element.open = false;
  });
  return element;
}

function sample(shapes: SVGElement[]): SVGElement {
  return svg("svg", { width: 34, height: 18, "aria-hidden": "true" }, ...shapes);
}

function bar(kind: Bar["kind"], y: number, height: number): SVGElement {
  return barShape({ kind, x: 1, width: 32 }, y, height);
}

function diamond(className: string): SVGElement {
  return svg("path", { class: className, d: "M17 3.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z" });
}

function dot(): SVGElement {
  return svg("circle", { class: "critical-open", cx: 17, cy: 9, r: 1.75 });
}
