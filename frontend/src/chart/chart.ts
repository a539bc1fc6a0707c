import { h } from "../dom";
import { closePopover } from "../popover";
import { text } from "../texts";
import { Axis } from "./axis";
import { stripes } from "./bar-shape";
import type { ChartAnswer, Group, Row } from "./contract";
import { Cursor } from "./cursor";
import { parseDay } from "./days";
import { Feed } from "./feed";
import { formatTime } from "./format";
import { GroupRow } from "./group-row";
import { headHeight, itemBarWidth, type Layout, layoutFor } from "./layout";
import { type Line, Lines } from "./lines";
import { Notices } from "./notice";
import { ProjectItem } from "./project-item";
import { ProjectRow } from "./project-row";
import { TimeScale, type Zoom } from "./scale";
import { StickyGroup } from "./sticky-group";
import { Tip } from "./tip";
import { Toolbar } from "./toolbar";
import { type LineView, Viewport } from "./viewport";
import type { WindowsOptions } from "./windows";

export interface ChartOptions {
  load: WindowsOptions["load"];
  zoom: Zoom;
  zoomChanged: (zoom: Zoom) => void;
}

/** Where the reader was, to come back to. */
export interface Place {
  top: number;
  left: number;
  folded: string[];
  line: number;
}

/** The wall chart in the page: asks for rows, draws those in sight, and does what pointer and keys ask. */
export class Chart {
  readonly scroller = h("div", { class: "chart-scroll", role: "treegrid", "aria-label": text("Wall chart") });
  private readonly rows = h("div", { class: "chart-rows", role: "rowgroup" });
  private readonly axis = new Axis();
  private readonly sticky = new StickyGroup();
  private readonly body = h(
    "div",
    { class: "chart-body" },
    this.axis.grid,
    this.axis.cover,
    this.sticky.element,
    this.rows,
  );
  private readonly notices = new Notices();
  readonly toolbar: Toolbar;
  readonly tip: Tip;
  readonly viewport: Viewport;
  readonly cursor: Cursor;
  private readonly feed: Feed;
  private readonly folded = new Set<string>();
  private layout: Layout = layoutFor(1200);
  private zoom: Zoom;
  private answer: ChartAnswer | undefined;
  private groups: Group[] = [];
  private structure = "";
  private place: Place | undefined;
  lines = new Lines([], 0, this.folded, this.layout.heights);
  scale = new TimeScale("year", 0, 0, 0);
  today = 0;

  constructor(
    readonly root: HTMLElement,
    private readonly options: ChartOptions,
  ) {
    this.zoom = options.zoom;
    this.toolbar = new Toolbar({
      zoom: (zoom) => this.setZoom(zoom),
      today: () => this.showToday(),
      foldAll: (fold) => this.foldAll(fold),
    });
    this.toolbar.showZoom(this.zoom);
    this.scroller.append(this.axis.head, this.body);
    root.replaceChildren(stripes(), this.toolbar.element, this.notices.element, this.scroller);
    this.tip = new Tip(root);
    this.viewport = new Viewport({
      scroller: this.scroller,
      body: this.rows,
      rowView: () => (this.layout.size === "list" ? new ProjectItem() : new ProjectRow()),
      groupView: () => new GroupRow(),
      fill: (view, line) => this.fill(view, line),
      drawn: (seen) => this.drawn(seen),
    });
    this.cursor = new Cursor(this, this.tip);
    this.feed = new Feed(
      {
        load: options.load,
        onAnswer: (answer, changed) => this.receive(answer, changed),
        onError: (error) => this.failed(error),
      },
      () => this.sight(),
    );
  }

  /** Starts loading; `place` is where the reader was when they left, if they were here before. */
  start(place?: Place): void {
    this.place = place;
    for (const key of place?.folded ?? []) this.folded.add(key);
    this.notices.loading();
    this.root.setAttribute("aria-busy", "true");
    this.resize();
    this.feed.begin();
  }

  close(): void {
    this.toolbar.close();
    this.feed.close();
    this.viewport.close();
    closePopover();
  }

  get currentPlace(): Place {
    const { scrollTop: top, scrollLeft: left } = this.scroller;
    return { top, left, folded: [...this.folded], line: this.cursor.activeLine };
  }

  get pane(): number {
    return this.layout.pane;
  }

  /** Rows that fit into sight. */
  get pageSize(): number {
    return Math.max(1, Math.floor(this.viewport.seenHeight / this.layout.heights.row) - 1);
  }

  get isList(): boolean {
    return this.layout.size === "list";
  }

  /** The zoom chosen. */
  get zoomNow(): Zoom {
    return this.zoom;
  }

  /** The line of a project, if it is here and not folded away. */
  lineOf(id: string): number | undefined {
    const row = this.feed.indexOf(id);
    return row === undefined ? undefined : this.lines.lineOfRow(row);
  }

  row(line: number): Row | undefined {
    const found = this.lines.at(line);
    return found?.kind === "row" ? this.feed.row(found.row) : undefined;
  }

  /** The space for the chart has changed. */
  resize(): void {
    const { clientWidth: width, clientHeight: height } = this.scroller;
    if (width === 0) return;
    const before = this.layout.size;
    this.layout = layoutFor(width);
    this.root.dataset.size = this.layout.size;
    this.root.style.setProperty("--chart-pane", `${this.layout.pane}px`);
    this.viewport.setHeight(this.isList ? height : Math.max(0, height - headHeight));
    if (!this.answer) return;
    this.rescale();
    if (before !== this.layout.size) this.viewport.clear();
    this.relayout();
  }

  /** Something has changed on the server: what is in sight is loaded again. */
  refresh(): void {
    this.feed.invalidate();
    this.viewport.schedule();
  }

  setZoom(zoom: Zoom): void {
    if (zoom === this.zoom || this.isList) return;
    const room = this.scroller.clientWidth - this.layout.pane;
    const middle = this.scale.dayAt(this.scroller.scrollLeft + room / 2);
    this.zoom = zoom;
    this.rescale();
    this.viewport.refill();
    this.scroller.scrollLeft = this.scale.x(middle) - room / 2;
    this.toolbar.showZoom(zoom);
    this.options.zoomChanged(zoom);
  }

  /** Scrolls so that today stands at a third of the time axis: a little past, more to come. */
  showToday(): void {
    const room = this.scroller.clientWidth - this.layout.pane;
    this.scroller.scrollLeft = this.scale.middle(this.today) - room / 3;
  }

  foldAll(fold: boolean): void {
    this.folded.clear();
    if (fold) for (const group of this.groups) this.folded.add(group.key);
    this.relayout();
  }

  toggleGroup(key: string, fold = !this.folded.has(key)): void {
    if (fold) this.folded.add(key);
    else this.folded.delete(key);
    // Folding at the copy that stays in sight leaves the reader at the group's heading.
    const line = this.lines.lineOfGroup(key);
    if (line !== undefined && this.lines.top(line) < this.scroller.scrollTop) {
      this.scroller.scrollTop = this.lines.top(line);
    }
    this.relayout();
  }

  private receive(answer: ChartAnswer, changed: ReadonlySet<string>): void {
    const first = this.answer === undefined;
    if (!first && this.answer?.total !== answer.total) this.feed.invalidate();
    this.answer = answer;
    this.groups = answer.groups;
    this.today = parseDay(answer.today);
    this.root.removeAttribute("aria-busy");
    this.notices.clear();
    this.scroller.hidden = answer.total === 0;
    if (answer.total === 0) this.notices.empty(window.location.search.length > 1);
    this.rescale();
    this.relayout();
    this.toolbar.showCounts(answer.groups, answer.total);
    this.toolbar.showFresh(formatTime(answer.as_of), changed.size > 0);
    if (first) this.arrive();
    this.viewport.flash(changed);
  }

  private arrive(): void {
    if (!this.place) return this.showToday();
    this.scroller.scrollTo(this.place.left, this.place.top);
    this.cursor.setLine(Math.min(this.place.line, this.lines.count - 1));
    this.viewport.render();
  }

  private failed(error: unknown): void {
    this.root.removeAttribute("aria-busy");
    const retry = () => {
      this.feed.retry();
      this.notices[this.answer ? "clear" : "loading"]();
      if (this.answer) this.viewport.render();
      else this.feed.begin();
    };
    if (!this.answer) return this.notices.failed(error, retry);
    this.notices.failedRows(error, retry);
    this.viewport.refill();
  }

  private rescale(): void {
    if (!this.answer) return;
    const first = parseDay(this.answer.first_day);
    const last = parseDay(this.answer.last_day);
    const width = this.scroller.clientWidth;
    const scale = this.isList
      ? new TimeScale("year", first, last, itemBarWidth(width), true)
      : new TimeScale(this.zoom, first, last, width - this.layout.pane);
    if (!scale.same(this.scale)) {
      this.cursor.dropMilestone();
      this.scale = scale;
    }
    this.body.style.width = this.isList ? "" : `${this.layout.pane + this.scale.width}px`;
    this.axis.show(this.scale, this.today, this.viewport.seenHeight);
  }

  private relayout(): void {
    const total = this.answer?.total ?? 0;
    this.lines = new Lines(this.groups, total, this.folded, this.layout.heights);
    const sections = this.groups.map(({ key, count }) => [key, count, this.folded.has(key)]);
    const structure = JSON.stringify([this.layout.size, total, sections]);
    const inPlace = structure === this.structure;
    const focused = inPlace ? undefined : this.cursor.focusedLine();
    this.structure = structure;
    this.scroller.setAttribute("aria-rowcount", String(this.lines.count + 1));
    this.viewport.setLines(this.lines, inPlace);
    this.toolbar.showFolding(this.groups.length, this.folded.size);
    if (focused) this.cursor.go(focused());
  }

  private fill(view: LineView, line: Line): void {
    if (line.kind === "group") {
      if (!("track" in view)) view.show(line.group, !this.folded.has(line.group.key));
    } else if ("track" in view) {
      const context = { scale: this.scale, today: this.today };
      view.show(this.feed.row(line.row), context, this.feed.failed(line.row));
    }
  }

  private drawn(seen: number): void {
    const line = this.lines.at(seen);
    this.sticky.show(line?.kind === "row" && this.groups.length > 1 ? line.group : undefined);
    this.cursor.mark();
    this.feed.ask();
  }

  private sight(): { first: number; last: number; total: number } {
    const top = this.scroller.scrollTop;
    const rowAt = (y: number) => {
      const line = this.lines.at(this.lines.lineAt(y));
      return line?.kind === "row" ? line.row : (line?.group.first_row ?? 0);
    };
    return { first: rowAt(top), last: rowAt(top + this.viewport.seenHeight), total: this.answer?.total ?? 0 };
  }
}
