import type { Row } from "./contract";
import { Windows, type WindowsOptions } from "./windows";

/** Rows beyond those in sight that are fetched ahead. */
const ahead = 60;
/** Quick scrolling asks for rows this often at most, in milliseconds. */
const askEvery = 100;

/** The rows of the chart, fetched for what is in sight at a measured pace. */
export class Feed {
  private readonly windows: Windows;
  private timer = 0;

  /** `sight` says which rows are in sight now, the first and the last, and how many there are at all. */
  constructor(
    options: WindowsOptions,
    private readonly sight: () => { first: number; last: number; total: number },
  ) {
    this.windows = new Windows(options);
  }

  row(index: number): Row | undefined {
    return this.windows.row(index);
  }

  failed(index: number): boolean {
    return this.windows.failed(index);
  }

  indexOf(id: string): number | undefined {
    return this.windows.indexOf(id);
  }

  /** Fetches the first rows: with them comes how many there are. */
  begin(): void {
    this.windows.need(0, 0);
  }

  /** Sees to it, soon, that the rows in sight are there. */
  ask(): void {
    this.timer ||= window.setTimeout(() => {
      this.timer = 0;
      const { first, last, total } = this.sight();
      this.windows.need(Math.max(0, first - ahead), Math.min(Math.max(0, total - 1), last + ahead));
    }, askEvery);
  }

  /** What is here may be out of date; it is fetched again when it is in sight. */
  invalidate(): void {
    this.windows.invalidate();
  }

  retry(): void {
    this.windows.retry();
  }

  close(): void {
    window.clearTimeout(this.timer);
    this.windows.close();
  }
}
