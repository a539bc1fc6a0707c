import { svg } from "../dom";
import type { Bar } from "./marks";

const patternId = "chart-stripes";

/** The definition of the stripes; once in a page that draws bars. */
export function stripes(): SVGElement {
  const pattern = svg(
    "pattern",
    { id: patternId, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg("rect", { class: "stripes-ground", width: 6, height: 6 }),
    svg("path", { class: "stripes-line", d: "M1 0V6" }),
  );
  return svg(
    "svg",
    { class: "chart-defs", width: 0, height: 0, "aria-hidden": "true" },
    svg("defs", {}, pattern),
  );
}

/** The rectangle of a bar; what is later than committed is striped. */
export function barShape({ kind, x, width }: Bar, y: number, height: number): SVGElement {
  const fill: Record<string, string> = kind === "overrun" ? { fill: `url(#${patternId})` } : {};
  return svg("rect", {
    class: `bar-${kind}`,
    x: x.toFixed(1),
    y,
    width: width.toFixed(1),
    height,
    rx: Math.min(1.5, height / 2),
    ...fill,
  });
}
