import type { Group, Row } from "./contract";
import type { TimeScale } from "./scale";

/** What views need to know beside the row itself. */
export interface ViewContext {
  scale: TimeScale;
  today: number;
}

/** One line in the page. Views are reused for other lines while the chart scrolls. */
export interface RowView {
  readonly element: HTMLElement;
  /** Shows a row; undefined while it is loaded, `failed` when that did not work. */
  show(row: Row | undefined, context: ViewContext, failed: boolean): void;
  /** The place where the focused milestone's button goes; none in the list. */
  readonly track: HTMLElement | undefined;
}

export interface GroupView {
  readonly element: HTMLElement;
  show(group: Group, open: boolean): void;
}
