import { text } from "../texts";
import { calendarDate, isoWeek, toDay, weekday } from "./days";
import { formatMonth, formatMonthOfYear, formatQuarter, formatYear } from "./format";

export const zooms = ["year", "quarter", "month", "week"] as const;
export type Zoom = (typeof zooms)[number];

/** Pixels a day takes at least; a range that would not fill the view is stretched. */
const pixelsPerDay: Record<Zoom, number> = { year: 0.55, quarter: 1.2, month: 2.2, week: 11 };

/** A stretch of the time axis, in pixels from its left end. */
export interface AxisCell {
  x: number;
  width: number;
  label: string;
  /** Said on hover where the label is short. */
  title: string;
}

/** Days to pixels, for a range with both ends inclusive. */
export class TimeScale {
  readonly pixels: number;
  readonly first: number;
  readonly last: number;

  constructor(
    readonly zoom: Zoom,
    first: number,
    last: number,
    viewWidth: number,
    /** Fit the whole range into the view, however narrow. */
    fit = false,
  ) {
    // Whole columns only: a month that is cut in half reads as a short one.
    [this.first, this.last] = whole(zoom, first, last);
    const filling = viewWidth / (this.last - this.first + 1);
    this.pixels = fit ? filling : Math.max(pixelsPerDay[zoom], filling);
  }

  /** Whether everything lies at the same place in both. */
  same(other: TimeScale): boolean {
    return (
      this.zoom === other.zoom &&
      this.first === other.first &&
      this.last === other.last &&
      this.pixels === other.pixels
    );
  }

  get width(): number {
    return Math.ceil((this.last - this.first + 1) * this.pixels);
  }

  /** Left edge of a day. */
  x(day: number): number {
    return (day - this.first) * this.pixels;
  }

  /** Right edge of a day: where something that finishes on it ends. */
  end(day: number): number {
    return this.x(day + 1);
  }

  middle(day: number): number {
    return this.x(day + 0.5);
  }

  /** The day at a pixel, not rounded to whole days. */
  dayAt(x: number): number {
    return this.first + x / this.pixels;
  }

  /** The upper line of the head: years, or months where the lower line has weeks. */
  majors(): AxisCell[] {
    return this.zoom === "week" ? this.months(true) : this.years();
  }

  /** The lower line of the head: what one column of the chart is. */
  minors(): AxisCell[] {
    if (this.zoom === "week") return this.weeks();
    if (this.zoom === "month") return this.months(false);
    return this.quarters();
  }

  private years(): AxisCell[] {
    return this.cells(
      (day) => toDay(calendarDate(day).year + 1, 1, 1),
      (day) => formatYear(calendarDate(day).year),
    );
  }

  private quarters(): AxisCell[] {
    const quarter = (day: number) => Math.ceil(calendarDate(day).month / 3);
    return this.cells(
      (day) => toDay(calendarDate(day).year, quarter(day) * 3 + 1, 1),
      (day) => formatQuarter(quarter(day)),
    );
  }

  private months(withYear: boolean): AxisCell[] {
    return this.cells(
      (day) => toDay(calendarDate(day).year, calendarDate(day).month + 1, 1),
      (day) => {
        const { year, month } = calendarDate(day);
        return withYear ? formatMonthOfYear(year, month) : formatMonth(month);
      },
      (day) => formatMonthOfYear(calendarDate(day).year, calendarDate(day).month),
    );
  }

  private weeks(): AxisCell[] {
    return this.cells(
      (day) => day - weekday(day) + 7,
      (day) => String(calendarDate(day).day),
      (day) => text("Week {week}", { week: isoWeek(day) }),
    );
  }

  private cells(
    next: (day: number) => number,
    label: (day: number) => string,
    title: (day: number) => string = label,
  ): AxisCell[] {
    const cells: AxisCell[] = [];
    for (let day = this.first; day <= this.last; ) {
      const end = Math.min(next(day), this.last + 1);
      cells.push({ x: this.x(day), width: this.x(end) - this.x(day), label: label(day), title: title(day) });
      day = end;
    }
    return cells;
  }
}

function whole(zoom: Zoom, first: number, last: number): [number, number] {
  const from = calendarDate(first);
  const to = calendarDate(Math.max(first, last));
  if (zoom === "week") return [first - weekday(first), last - weekday(last) + 6];
  if (zoom === "month") return [toDay(from.year, from.month, 1), toDay(to.year, to.month + 1, 0)];
  const quarterStart = from.month - ((from.month - 1) % 3);
  const quarterEnd = to.month + 2 - ((to.month - 1) % 3);
  return [toDay(from.year, quarterStart, 1), toDay(to.year, quarterEnd + 1, 0)];
}
