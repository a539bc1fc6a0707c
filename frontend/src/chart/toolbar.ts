import { h, setText } from "../dom";
import { text } from "../texts";
import type { Group } from "./contract";
import { lights } from "./contract";
import { formatCount } from "./format";
import { legend } from "./legend";
import { lightWord, sayCount } from "./say";
import { type Zoom, zooms } from "./scale";

export interface ToolbarActions {
  zoom: (zoom: Zoom) => void;
  today: () => void;
  foldAll: (fold: boolean) => void;
}

/** Over the chart: how many of each light, how fresh it is, zoom, today, folding, legend. */
export class Toolbar {
  private readonly counts = h("div", { class: "light-counts" });
  private readonly status = h("div", { class: "chart-status", role: "status" });
  private readonly zoomButtons = new Map<Zoom, HTMLButtonElement>();
  private readonly fold = h("button", { type: "button", class: "btn btn-sm", hidden: "" });
  readonly element: HTMLElement;
  private folded = false;
  private statusTimer = 0;
  private asOf = "";

  constructor(actions: ToolbarActions) {
    const labels = { year: text("Year"), quarter: text("Quarter"), month: text("Month"), week: text("Week") };
    const group = h("div", { class: "btn-group", role: "group", "aria-label": text("Zoom") });
    for (const zoom of zooms) {
      const button = h("button", { type: "button", class: "btn btn-sm" }, labels[zoom]);
      button.addEventListener("click", () => actions.zoom(zoom));
      this.zoomButtons.set(zoom, button);
      group.append(button);
    }
    const today = h("button", { type: "button", class: "btn btn-sm" }, text("Today"));
    today.addEventListener("click", () => actions.today());
    this.fold.addEventListener("click", () => actions.foldAll(!this.folded));
    this.element = h(
      "div",
      { class: "chart-bar" },
      this.counts,
      this.status,
      h("div", { class: "chart-tools" }, this.fold, today, group, legend()),
    );
  }

  showCounts(groups: readonly Group[], total: number): void {
    const counted = lights
      .map((light) => [light, groups.reduce((sum, group) => sum + group[light], 0)] as const)
      .filter(([, count]) => count > 0)
      .map(([light, count]) =>
        h(
          "span",
          { class: `light light-${light}` },
          h("span", { class: "light-word" }, lightWord(light)),
          formatCount(count),
        ),
      );
    this.counts.replaceChildren(h("span", { class: "chart-total" }, sayCount(total)), ...counted);
  }

  /** How fresh the chart is: the time it was read, and for a moment that something has just changed. */
  showFresh(asOf: string, updated: boolean): void {
    this.asOf = text("As of {time}", { time: asOf });
    window.clearTimeout(this.statusTimer);
    setText(this.status, updated ? text("Updated just now") : this.asOf);
    if (updated) this.statusTimer = window.setTimeout(() => setText(this.status, this.asOf), 8000);
  }

  /** Whether changes by others arrive by themselves. */
  showLive(connected: boolean): void {
    this.status.classList.toggle("is-live", connected);
    this.status.title = connected
      ? text("Changes by others appear by themselves")
      : text("Not connected for live changes");
  }

  showZoom(zoom: Zoom): void {
    for (const [name, button] of this.zoomButtons) {
      button.setAttribute("aria-pressed", String(name === zoom));
      button.classList.toggle("active", name === zoom);
    }
  }

  close(): void {
    window.clearTimeout(this.statusTimer);
  }

  showFolding(groups: number, folded: number): void {
    this.fold.hidden = groups < 2;
    this.folded = folded === groups;
    setText(this.fold, this.folded ? text("Unfold all") : text("Fold all"));
  }
}
