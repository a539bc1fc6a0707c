import type { LineHeights } from "./lines";

/** How the chart is laid out in the width it has. */
export type Size = "list" | "narrow" | "medium" | "wide";

export interface Layout {
  size: Size;
  /** Width of the frozen pane; the style sheet is told by `--chart-pane`. */
  pane: number;
  heights: LineHeights;
}

/** Height of the two lines of the head, with the rule under them; the style sheet uses the same. */
export const headHeight = 49;

export function layoutFor(width: number): Layout {
  if (width <= 640) return { size: "list", pane: 0, heights: { group: 44, row: 76 } };
  const heights = { group: 32, row: 40 };
  if (width < 860) return { size: "narrow", pane: 236, heights };
  if (width < 1100) return { size: "medium", pane: 360, heights };
  return { size: "wide", pane: 488, heights };
}

/** Width in which a phone's thin bars are drawn: what light and padding leave. */
export function itemBarWidth(width: number): number {
  return Math.max(80, width - 48 - 16);
}
