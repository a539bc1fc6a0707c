import { Chart, type Place } from "../chart/chart";
import { dragSideways } from "../chart/drag";
import { runKey, zoomFrom } from "../chart/keys";
import { concerns, Live } from "../chart/live";
import { milestoneAt } from "../chart/marks";
import { type Zoom, zooms } from "../chart/scale";
import { chartSource } from "../chart/source";
import { Controller } from "../controller";
import { openPopover } from "../popover";

/** A pointer finds a diamond within this many pixels. */
const reach = 9;
/** What rows are made of: projects, and the matters about them. */
const subjects = ["projects.", "matters."];
/** Changes that come together are fetched together, in milliseconds. */
const gather = 600;

/**
 * The wall chart. `data-url` gives rows, `data-why-url` (with `{id}`) explains a light, `data-live-url` tells of
 * changes. Filters, grouping and zoom are in the page's address.
 */
export class WallChart extends Controller {
  private chart: Chart | undefined;
  private live: Live | undefined;
  private timer = 0;

  connect(): void {
    const query = new URLSearchParams(window.location.search);
    const zoom = zooms.find((name) => name === query.get("zoom")) ?? "month";
    const chart = new Chart(this.element, {
      load: chartSource(this.element.dataset.url ?? "", window.location.search),
      zoom,
      zoomChanged: (chosen) => this.remember({ zoom: chosen }),
    });
    this.chart = chart;
    this.listen(chart);
    this.follow(chart);
    chart.start((window.history.state as { wallChart?: Place } | null)?.wallChart);
  }

  override disconnect(): void {
    window.clearTimeout(this.timer);
    this.live?.close();
    this.chart?.close();
    this.element.replaceChildren();
  }

  private listen(chart: Chart): void {
    const { scroller } = chart;
    this.on(scroller, "scroll", () => chart.viewport.schedule(), { passive: true });
    this.on(scroller, "keydown", (event) => this.key(event, chart));
    this.on(scroller, "focusin", (event) => {
      const line = chart.viewport.lineOf(event.target as Element);
      if (line !== undefined) chart.cursor.setLine(line);
    });
    this.on(scroller, "click", (event) => this.click(event, chart));
    this.on(scroller, "pointermove", (event) => this.hover(event, chart));
    this.on(scroller, "pointerleave", () => chart.tip.hide());
    dragSideways(scroller, ".chart-track, .chart-time", this.signal);
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(scroller);
    this.signal.addEventListener("abort", () => observer.disconnect());
    this.on(window, "pagehide", () => this.remember({ place: chart.currentPlace }));
  }

  /** Reloads what is in sight when somebody changed a project, or moved a matter. */
  private follow(chart: Chart): void {
    const url = this.element.dataset.liveUrl;
    if (!url) return;
    const refresh = () => {
      this.timer ||= window.setTimeout(() => {
        this.timer = 0;
        chart.refresh();
      }, gather);
    };
    const live = new Live(url, {
      onChange: (change) => concerns(change, subjects) && refresh(),
      onGap: refresh,
      onState: (connected) => chart.toolbar.showLive(connected),
    });
    this.live = live;
    live.open();
    const match = () => (document.hidden ? live.close() : live.open());
    this.on(document, "visibilitychange", match);
    this.on(window, "pagehide", () => live.close());
    this.on(window, "pageshow", match);
  }

  private key(event: KeyboardEvent, chart: Chart): void {
    const { cursor } = chart;
    runKey(event, {
      move: (by) => cursor.step(by),
      movePages: (by) => cursor.go(cursor.activeLine + by * chart.pageSize),
      moveToEnd: (end) => cursor.go(end === "first" ? 0 : chart.lines.count - 1),
      sideways: (by) => this.sideways(by, chart),
      open: () => this.open(cursor.activeLine, chart),
      why: () => this.why(cursor.activeLine, chart),
      zoomBy: (by) => chart.setZoom(zoomFrom(chart.zoomNow, by)),
      today: () => chart.showToday(),
    });
  }

  private sideways(by: 1 | -1, chart: Chart): void {
    const line = chart.lines.at(chart.cursor.activeLine);
    if (line?.kind === "group") chart.toggleGroup(line.group.key, by < 0);
    else if (!chart.isList) chart.cursor.stepMilestone(by);
  }

  /** From the mark of open matters (`from`), what is open comes first. */
  private why(line: number, chart: Chart, from?: HTMLElement | null): void {
    const row = chart.row(line);
    const button = from ?? chart.viewport.view(line)?.element.querySelector<HTMLElement>("[data-act=why]");
    if (!row || !button) return;
    const url = (this.element.dataset.whyUrl ?? "").replace("{id}", encodeURIComponent(row.id));
    openPopover(button, from ? `${url}?first=matters` : url);
  }

  private open(line: number, chart: Chart): void {
    const found = chart.lines.at(line);
    const row = chart.row(line);
    if (found?.kind === "group") chart.toggleGroup(found.group.key);
    else if (row) window.location.assign(row.url);
  }

  private click(event: MouseEvent, chart: Chart): void {
    const target = event.target as Element;
    const group = target.closest<HTMLElement>(".chart-group")?.dataset.group;
    if (group !== undefined) return chart.toggleGroup(group);
    const line = chart.viewport.lineOf(target);
    if (line === undefined) return;
    chart.cursor.setLine(line);
    const mark = target.closest<HTMLElement>(".chart-matters");
    if (mark || target.closest("[data-act=why]")) return this.why(line, chart, mark);
    if (target.closest("a")) return;
    if (chart.isList) return this.open(line, chart);
    const milestone = this.milestoneUnder(event, chart, line);
    if (milestone === undefined) chart.cursor.go(line);
    else chart.cursor.goMilestone(milestone);
  }

  private hover(event: PointerEvent, chart: Chart): void {
    const track = (event.target as Element).closest(".chart-track");
    const line = track && event.buttons === 0 ? chart.viewport.lineOf(track) : undefined;
    const milestone = line === undefined ? undefined : this.milestoneUnder(event, chart, line);
    const found = line === undefined ? undefined : chart.row(line)?.milestones[milestone ?? -1];
    if (found) chart.tip.show(found, chart.today, event.clientX, event.clientY);
    else if (chart.cursor.activeMilestone === undefined) chart.tip.hide();
  }

  private milestoneUnder(event: MouseEvent, chart: Chart, line: number): number | undefined {
    const row = chart.row(line);
    const track = (event.target as Element).closest(".chart-track");
    if (!row || !track) return undefined;
    const x = event.clientX - track.getBoundingClientRect().left;
    return milestoneAt(row, chart.scale, chart.today, x, reach);
  }

  /** Keeps the zoom in the address and the place in this entry of the history. */
  private remember({ zoom, place }: { zoom?: Zoom; place?: Place }): void {
    const url = new URL(window.location.href);
    if (zoom) url.searchParams.set("zoom", zoom);
    const state = (window.history.state ?? {}) as Record<string, unknown>;
    window.history.replaceState(place ? { ...state, wallChart: place } : state, "", url);
  }
}
