import type { Line, Lines } from "./lines";
import type { GroupView, RowView } from "./views";

export type LineView = RowView | GroupView;

export interface ViewportOptions {
  scroller: HTMLElement;
  body: HTMLElement;
  rowView: () => RowView;
  groupView: () => GroupView;
  /** Writes a line's content into its view. */
  fill: (view: LineView, line: Line, number: number) => void;
  /** Called after each drawing with the first line that is seen. */
  drawn: (seen: number) => void;
}

/** Lines drawn above and below what is seen, so that quick scrolling finds them there. */
const spareLines = 8;
/** So long after the last drawing, in milliseconds, the lines are put in order in the page. */
const settleAfter = 150;

/**
 * Keeps only the lines in sight in the page. Positions are transforms inside a body of full height; scrolling reads
 * one number and writes only to lines that come into sight. While it scrolls, elements are neither added nor moved
 * (that would cost a style calculation of each); once it rests, their order in the page becomes that on the screen.
 */
export class Viewport {
  private readonly shown = new Map<number, { view: LineView; kind: Line["kind"] }>();
  private readonly spare: { row: LineView[]; group: LineView[] } = { row: [], group: [] };
  private frame = 0;
  private settling = 0;
  private lines: Lines | undefined;
  private height = 0;

  constructor(private readonly options: ViewportOptions) {}

  /** New lines. When they stand where the old ones stood, `inPlace` keeps what is drawn and fills it anew. */
  setLines(lines: Lines, inPlace = false): void {
    this.lines = lines;
    this.options.body.style.height = `${Math.max(lines.height, this.height)}px`;
    if (inPlace) this.refill();
    else for (const number of [...this.shown.keys()]) this.recycle(number);
    this.render();
    this.arrange();
  }

  /** Forgets every view: the next drawing makes new ones (the layout has changed). */
  clear(): void {
    for (const number of [...this.shown.keys()]) this.recycle(number);
    this.options.body.replaceChildren();
    this.spare.row.length = 0;
    this.spare.group.length = 0;
  }

  /** Height in which lines are seen, in pixels. */
  setHeight(height: number): void {
    this.height = height;
    if (this.lines) this.options.body.style.height = `${Math.max(this.lines.height, height)}px`;
  }

  get seenHeight(): number {
    return this.height;
  }

  /** Draws before the next frame; calls between frames are one. */
  schedule(): void {
    this.frame ||= requestAnimationFrame(() => this.render());
  }

  close(): void {
    cancelAnimationFrame(this.frame);
    window.clearTimeout(this.settling);
  }

  view(line: number): LineView | undefined {
    return this.shown.get(line)?.view;
  }

  /** The number of the line that an element of the page lies in. */
  lineOf(element: Element): number | undefined {
    const found = element.closest(".chart-line");
    for (const [number, { view }] of this.shown) if (view.element === found) return number;
    return undefined;
  }

  /** Everything that is drawn, by line number. */
  entries(): [number, LineView][] {
    return [...this.shown].map(([number, { view }]) => [number, view]);
  }

  /** Fills every drawn line again; views skip what has not changed. */
  refill(): void {
    for (const [number, { view }] of this.shown) {
      const line = this.lines?.at(number);
      if (line) this.options.fill(view, line, number);
    }
  }

  /** Lets the lines of these rows light up for a moment. */
  flash(ids: ReadonlySet<string>): void {
    for (const { view } of this.shown.values()) {
      const { element } = view;
      if (!ids.has(element.dataset.id ?? "")) continue;
      element.classList.add("is-fresh");
      element.addEventListener("animationend", () => element.classList.remove("is-fresh"), { once: true });
    }
  }

  render(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const lines = this.lines;
    if (!lines) return;
    const top = this.options.scroller.scrollTop;
    const seen = lines.lineAt(top);
    const first = Math.max(0, seen - spareLines);
    const last = Math.min(lines.count - 1, lines.lineAt(top + this.height) + spareLines);
    const wanted: number[] = [];
    for (let number = first; number <= last; number += 1) wanted.push(number);
    // A line that holds the focus stays, or the focus would be lost.
    const focused = document.activeElement ? this.lineOf(document.activeElement) : undefined;
    if (focused !== undefined && focused < first) wanted.unshift(focused);
    if (focused !== undefined && focused > last) wanted.push(focused);

    const keep = new Set(wanted);
    for (const number of [...this.shown.keys()]) if (!keep.has(number)) this.recycle(number);
    for (const number of wanted) this.draw(number, lines);
    for (const view of [...this.spare.row, ...this.spare.group]) view.element.hidden = true;
    this.options.drawn(seen);
    window.clearTimeout(this.settling);
    this.settling = window.setTimeout(() => this.arrange(), settleAfter);
  }

  private draw(number: number, lines: Lines): void {
    if (this.shown.has(number)) return;
    const line = lines.at(number);
    if (!line) return;
    const view = this.spare[line.kind].pop() ?? this.create(line.kind);
    view.element.hidden = false;
    if (!view.element.isConnected) this.options.body.append(view.element);
    view.element.style.transform = `translateY(${lines.top(number)}px)`;
    view.element.setAttribute("aria-rowindex", String(number + 2));
    this.shown.set(number, { view, kind: line.kind });
    this.options.fill(view, line, number);
  }

  private create(kind: Line["kind"]): LineView {
    return kind === "row" ? this.options.rowView() : this.options.groupView();
  }

  private recycle(number: number): void {
    const found = this.shown.get(number);
    if (!found) return;
    this.shown.delete(number);
    this.spare[found.kind].push(found.view);
  }

  /**
   * Makes the order in the page that on the screen, for reading aloud and for Tab. The line with the focus is not
   * moved (it would lose it): the others are put before and after it.
   */
  private arrange(): void {
    window.clearTimeout(this.settling);
    const { body } = this.options;
    const numbers = [...this.shown.keys()].sort((a, b) => a - b);
    const order = numbers
      .map((number) => this.shown.get(number)?.view.element)
      .filter((element) => element !== undefined);
    for (const { element } of [...this.spare.row, ...this.spare.group]) element.remove();
    if (order.every((element, index) => element === body.children[index])) return;
    const fixed = order.find((element) => element.contains(document.activeElement));
    const at = fixed ? order.indexOf(fixed) : order.length;
    for (const element of order.slice(0, at)) body.insertBefore(element, fixed ?? null);
    for (const element of order.slice(at + 1)) body.append(element);
  }
}
