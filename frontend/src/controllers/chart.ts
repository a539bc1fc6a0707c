import { type ChartKind, chartOption, type Look } from "../charts/option";
import { type ChartData, readTable, withoutGaps } from "../charts/table";
import { Controller } from "../controller";
import { h } from "../dom";
import { text } from "../texts";

type Drawing = typeof import("../charts/draw");

/**
 * A figure with a table: its numbers are drawn as a chart, and the table stays one press away. Without script, and
 * until the library has arrived, the table is what is seen. `data-kind` is `bar` or `line`, `data-name` names the
 * picture. A chart of fewer than two rows says nothing that the table does not.
 */
export class Chart extends Controller {
  private drawn: ReturnType<Drawing["draw"]> | undefined;
  private readonly place = h("div", { class: "chart-place", role: "img" });
  private readonly toggle = h("button", { type: "button", class: "btn btn-sm", "aria-pressed": "false" });
  private readonly download = h("button", { type: "button", class: "btn btn-sm" }, text("Download picture"));

  connect(): void {
    const data = this.data;
    if (data.categories.length < 2 || !data.series.some((one) => one.cells.some((cell) => cell.value)))
      return;
    void this.begin(data);
  }

  override disconnect(): void {
    this.drawn?.end();
    this.drawn = undefined;
  }

  private get data(): ChartData {
    const table = this.element.querySelector("table");
    if (!table) return { categories: [], series: [] };
    const data = readTable(table);
    return this.kind === "bar" ? withoutGaps(data) : data;
  }

  private get kind(): ChartKind {
    return this.element.dataset.kind === "line" ? "line" : "bar";
  }

  private get frame(): HTMLElement | null {
    return this.element.querySelector<HTMLElement>(".table-frame");
  }

  private async begin(data: ChartData): Promise<void> {
    const { draw } = await load();
    if (this.signal.aborted) return;
    this.place.setAttribute("aria-label", this.element.querySelector("caption")?.textContent?.trim() ?? "");
    if (this.kind === "bar") this.place.style.height = `${barsHeight(data)}px`;
    this.element.prepend(h("div", { class: "chart-tools no-print" }, this.toggle, this.download), this.place);
    this.show(false);
    this.drawn = draw(this.place, this.option(data));
    this.on(this.toggle, "click", () => this.show(!this.place.hidden));
    this.on(this.download, "click", () => this.save());
    this.follow(data);
  }

  /** The chart, or the table. */
  private show(asTable: boolean): void {
    this.place.hidden = asTable;
    this.download.hidden = asTable;
    if (this.frame) this.frame.hidden = !asTable;
    this.toggle.setAttribute("aria-pressed", String(asTable));
    this.toggle.textContent = text("Show as table");
    if (!asTable) this.drawn?.resize();
  }

  /** Drawn anew in other colours, at another width; the table is what is printed. */
  private follow(data: ChartData): void {
    const again = () => this.drawn?.show(this.option(data));
    this.on(window.matchMedia("(prefers-color-scheme: dark)"), "change", again);
    const themes = new MutationObserver(again);
    themes.observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
    const sizes = new ResizeObserver(() => this.drawn?.resize());
    sizes.observe(this.place);
    this.signal.addEventListener("abort", () => {
      themes.disconnect();
      sizes.disconnect();
    });
  }

  private option(data: ChartData): ReturnType<typeof chartOption> {
    return chartOption(data, this.kind, look(this.place));
  }

  private save(): void {
    if (!this.drawn) return;
    const name = `${this.element.dataset.name ?? "chart"}.png`;
    const link = h("a", { href: this.drawn.picture(look(this.place).surface), download: name });
    link.click();
  }
}

/** As high as its bars need. */
function barsHeight(data: ChartData): number {
  return 56 + data.categories.length * Math.max(28, 20 * data.series.length);
}

/** Colours as the page's tokens give them. They are asked of an element: `light-dark()` is settled only there. */
function look(place: HTMLElement): Look {
  const colour = (token: string): string => {
    const probe = h("i");
    probe.style.color = `var(${token})`;
    place.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  };
  return {
    ink: colour("--ink"),
    soft: colour("--ink-soft"),
    line: colour("--line"),
    surface: colour("--surface"),
    colours: ["--accent", "--green", "--yellow", "--red"].map(colour),
    font: getComputedStyle(place).fontFamily,
    still: window.matchMedia("(prefers-reduced-motion: reduce)").matches,
  };
}

function load(): Promise<Drawing> {
  return import("../charts/draw");
}
