/**
 * Days as whole numbers: days since 1970-01-01 in the proleptic Gregorian calendar. A day has no time zone.
 */
const msPerDay = 86_400_000;

/** The day number of an ISO date such as `2018-06-30`; null for null. Throws RangeError for anything else. */
export function parseDay(iso: string): number;
export function parseDay(iso: string | null): number | null;
export function parseDay(iso: string | null): number | null {
  if (iso === null) return null;
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
  const day = parts ? toDay(Number(parts[1]), Number(parts[2]), Number(parts[3])) : Number.NaN;
  if (!parts || isoDay(day) !== iso) throw new RangeError(`expected a date such as 2018-06-30, got ${iso}`);
  return day;
}

/** Day number of a calendar date; `month` counts from 1 and may run over, as may `day`. */
export function toDay(year: number, month: number, day: number): number {
  return Math.floor(Date.UTC(year, month - 1, day) / msPerDay);
}

export interface CalendarDate {
  year: number;
  /** 1–12 */
  month: number;
  /** 1–31 */
  day: number;
}

export function calendarDate(day: number): CalendarDate {
  const date = new Date(day * msPerDay);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** ISO text of a day number, for `<time datetime>`. */
export function isoDay(day: number): string {
  return Number.isFinite(day) ? new Date(day * msPerDay).toISOString().slice(0, 10) : "";
}

/** 0 Monday … 6 Sunday. */
export function weekday(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The week number of ISO 8601 (the week with the year's first Thursday is 1). */
export function isoWeek(day: number): number {
  const thursday = day - weekday(day) + 3;
  return Math.floor((thursday - toDay(calendarDate(thursday).year, 1, 1)) / 7) + 1;
}
