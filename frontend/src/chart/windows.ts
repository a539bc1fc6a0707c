import type { ChartAnswer, Row } from "./contract";
import { readRow } from "./contract";

interface Window {
  rows: Row[] | undefined;
  /** What is shown may be out of date: load again when it is next needed. */
  stale: boolean;
  failed: boolean;
  loading: AbortController | undefined;
  lastNeeded: number;
}

export interface WindowsOptions {
  load: (offset: number, limit: number, signal: AbortSignal) => Promise<ChartAnswer>;
  /** Called for each answer; `changed` holds the ids of rows that were shown before and differ now. */
  onAnswer: (answer: ChartAnswer, changed: ReadonlySet<string>) => void;
  onError: (error: unknown) => void;
  /** Rows in a window. */
  size?: number;
  /** Windows kept at most. */
  keep?: number;
}

/**
 * The rows of a long list, fetched in windows when they are needed. Requests for windows that are no longer
 * needed are aborted; of the loaded ones only the most recently used are kept.
 */
export class Windows {
  private readonly windows = new Map<number, Window>();
  private readonly size: number;
  private readonly keep: number;
  private clock = 0;

  constructor(private readonly options: WindowsOptions) {
    this.size = options.size ?? 200;
    this.keep = options.keep ?? 15;
  }

  /** The row with this number, if it is here (it may be stale while it is loaded again). */
  row(index: number): Row | undefined {
    const number = Math.floor(index / this.size);
    return this.windows.get(number)?.rows?.[index - number * this.size];
  }

  failed(index: number): boolean {
    return this.windows.get(Math.floor(index / this.size))?.failed ?? false;
  }

  /** Number of the row with this id among those that are here. */
  indexOf(id: string): number | undefined {
    for (const [number, window] of this.windows) {
      const inside = window.rows?.findIndex((row) => row.id === id) ?? -1;
      if (inside >= 0) return number * this.size + inside;
    }
    return undefined;
  }

  /** Loads what is missing or stale of rows `first`…`last` and drops requests for anything else. */
  need(first: number, last: number): void {
    const from = Math.floor(Math.max(0, first) / this.size);
    const to = Math.floor(Math.max(0, last) / this.size);
    this.clock += 1;
    for (const [number, window] of this.windows) {
      if (number >= from && number <= to) continue;
      window.loading?.abort();
      window.loading = undefined;
      if (!window.rows) this.windows.delete(number);
    }
    for (let number = from; number <= to; number += 1) {
      const window = this.open(number);
      window.lastNeeded = this.clock;
      if (!window.loading && !window.failed && (window.stale || !window.rows)) void this.load(number, window);
    }
    this.evict();
  }

  /** What is loaded may have changed; it stays readable until it is loaded again. */
  invalidate(): void {
    for (const window of this.windows.values()) window.stale = true;
  }

  /** Forgets that windows failed, so that `need` tries them again. */
  retry(): void {
    for (const window of this.windows.values()) window.failed = false;
  }

  /** Aborts everything under way. */
  close(): void {
    for (const window of this.windows.values()) window.loading?.abort();
    this.windows.clear();
  }

  private open(number: number): Window {
    const found = this.windows.get(number);
    if (found) return found;
    const window: Window = {
      rows: undefined,
      stale: false,
      failed: false,
      loading: undefined,
      lastNeeded: 0,
    };
    this.windows.set(number, window);
    return window;
  }

  private async load(number: number, window: Window): Promise<void> {
    const request = new AbortController();
    window.loading = request;
    window.stale = false;
    try {
      const answer = await this.options.load(number * this.size, this.size, request.signal);
      if (request.signal.aborted) return;
      const rows = answer.rows.map(readRow);
      const changed = differences(window.rows, rows);
      window.rows = rows;
      window.loading = undefined;
      this.options.onAnswer(answer, changed);
    } catch (error) {
      if (request.signal.aborted) {
        if (window.rows) window.stale = true;
        return;
      }
      window.loading = undefined;
      window.failed = true;
      if (window.rows) window.stale = true;
      this.options.onError(error);
    }
  }

  private evict(): void {
    const loaded = [...this.windows].filter(([, window]) => window.rows);
    loaded.sort(([, a], [, b]) => b.lastNeeded - a.lastNeeded);
    for (const [number] of loaded.slice(this.keep)) this.windows.delete(number);
  }
}

function differences(before: Row[] | undefined, after: Row[]): Set<string> {
  if (!before) return new Set();
  const versions = new Map(before.map((row) => [row.id, row.version]));
  const changed = after.filter((row) => versions.has(row.id) && versions.get(row.id) !== row.version);
  return new Set(changed.map((row) => row.id));
}
