import type { Zoom } from "./scale";
import { zooms } from "./scale";

/** What a key asks of the chart. */
export interface KeyActions {
  move: (by: number) => void;
  movePages: (by: number) => void;
  moveToEnd: (end: "first" | "last") => void;
  /** Right or left: through milestones, or unfolding and folding a group. */
  sideways: (by: 1 | -1) => void;
  open: () => void;
  why: () => void;
  zoomBy: (by: 1 | -1) => void;
  today: () => void;
}

/** Runs the action of a key pressed in the chart; true when there was one. */
export function runKey(event: KeyboardEvent, actions: KeyActions): boolean {
  if (event.altKey || event.metaKey) return false;
  if (event.ctrlKey && event.key !== "Home" && event.key !== "End") return false;
  const onControl =
    event.target instanceof Element && event.target.closest("a, button:not(.chart-milestone)") !== null;
  const run = keyAction(event, actions, onControl);
  if (!run) return false;
  event.preventDefault();
  run();
  return true;
}

function keyAction(event: KeyboardEvent, actions: KeyActions, onControl: boolean): (() => void) | undefined {
  switch (event.key) {
    case "ArrowDown":
      return () => actions.move(1);
    case "ArrowUp":
      return () => actions.move(-1);
    case "ArrowRight":
      return () => actions.sideways(1);
    case "ArrowLeft":
      return () => actions.sideways(-1);
    case "PageDown":
      return () => actions.movePages(1);
    case "PageUp":
      return () => actions.movePages(-1);
    case "Home":
      return event.ctrlKey ? () => actions.moveToEnd("first") : actions.today;
    case "End":
      return event.ctrlKey ? () => actions.moveToEnd("last") : undefined;
    case "Enter":
      // A focused link or button answers Enter itself.
      return onControl ? undefined : actions.open;
    case "w":
    case "W":
      return actions.why;
    case "+":
    case "=":
      return () => actions.zoomBy(1);
    case "-":
    case "_":
      return () => actions.zoomBy(-1);
    default:
      return undefined;
  }
}

/** The next nearer (+1) or farther (−1) zoom; the same at the ends. */
export function zoomFrom(zoom: Zoom, by: 1 | -1): Zoom {
  return zooms[zooms.indexOf(zoom) + by] ?? zoom;
}
