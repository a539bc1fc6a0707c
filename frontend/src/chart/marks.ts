import type { Day, Milestone, Row } from "./contract";
import type { TimeScale } from "./scale";

/** Where a milestone stands: kept or not, and whether it is (or will be) after the committed day. */
export interface MilestoneState {
  done: boolean;
  late: boolean;
  /** Days after the committed day, negative when before; null where nothing can be said. */
  slip: number | null;
  /** Where it is drawn: actual, else forecast, else committed. */
  day: Day;
}

/**
 * A milestone that is not done and whose day has passed is late by the days since, even if nobody has forecast so.
 */
export function milestoneState(milestone: Milestone, today: number): MilestoneState {
  const { committed, forecast, actual } = milestone;
  const expected = actual ?? forecast ?? committed;
  const done = actual !== null;
  if (expected === null) return { done, late: false, slip: null, day: null };
  const stands = done ? expected : Math.max(expected, today);
  const overdue = !done && expected < today;
  const slip = committed === null ? null : overdue ? stands - committed : expected - committed;
  return { done, late: overdue || (slip ?? 0) > 0, slip, day: expected };
}

/** The milestone to come: the first in time that is not done. */
export function nextMilestone(row: Row): Milestone | undefined {
  return row.milestones.find((milestone) => milestone.actual === null);
}

/** Share of the annual plan that is done, 0 and up; null where there is no plan. */
export function doneShare(row: Row): number | null {
  const plan = Number(row.plan ?? 0);
  return plan > 0 && row.done !== null ? Number(row.done) / plan : null;
}

export interface Bar {
  kind: "committed" | "forecast" | "overrun" | "actual";
  x: number;
  width: number;
}

/**
 * The bars of a row, in the order they are drawn: the committed plan, the forecast over it (what lies after the
 * committed finish apart, as overrun) and the actual under both, up to today while the work goes on.
 */
export function bars(row: Row, scale: TimeScale, today: number): Bar[] {
  const { committed, forecast, actual } = row;
  const start = committed.start ?? actual.start ?? forecast.start ?? firstDay(row);
  const result: Bar[] = [];
  if (committed.finish !== null) add(result, "committed", start ?? committed.finish, committed.finish, scale);
  const expectedFinish = actual.finish ?? forecast.finish;
  if (forecast.finish !== null && actual.finish === null) {
    const from = actual.start ?? forecast.start ?? start ?? forecast.finish;
    const limit = committed.finish ?? forecast.finish;
    add(result, "forecast", from, Math.min(forecast.finish, limit), scale);
  }
  if (expectedFinish !== null && committed.finish !== null && expectedFinish > committed.finish) {
    add(result, "overrun", committed.finish + 1, expectedFinish, scale);
  }
  if (actual.start !== null) add(result, "actual", actual.start, actual.finish ?? today, scale);
  return result;
}

function firstDay(row: Row): Day {
  const days = row.milestones.map(({ committed }) => committed).filter((day) => day !== null);
  return days.length > 0 ? Math.min(...days) : null;
}

function add(result: Bar[], kind: Bar["kind"], start: number, finish: number, scale: TimeScale): void {
  if (finish < start) return;
  const x = Math.max(0, scale.x(start));
  const width = Math.min(scale.width, scale.end(finish)) - x;
  if (width > 0) result.push({ kind, x, width });
}

/** One kind of diamond: all milestones of a row that look the same are one path. */
export type DiamondKind = "open" | "open-late" | "done" | "done-late";

export interface Diamonds {
  paths: Map<DiamondKind, string>;
  /** Dots in the middle of those on the critical path. */
  criticalOpen: string;
  criticalDone: string;
}

/** Paths of a row's milestones around the height `y`, with half diagonal `r`. */
export function diamonds(row: Row, scale: TimeScale, today: number, y: number, r: number): Diamonds {
  const result: Diamonds = { paths: new Map(), criticalOpen: "", criticalDone: "" };
  for (const milestone of row.milestones) {
    const { day, done, late } = milestoneState(milestone, today);
    if (day === null || day < scale.first || day > scale.last) continue;
    const kind: DiamondKind = done ? (late ? "done-late" : "done") : late ? "open-late" : "open";
    const x = round(scale.middle(day));
    result.paths.set(kind, `${result.paths.get(kind) ?? ""}M${x} ${y - r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`);
    if (!milestone.critical) continue;
    const dot = `M${round(x - 1.75)} ${y}a1.75 1.75 0 1 0 3.5 0a1.75 1.75 0 1 0 -3.5 0z`;
    if (done) result.criticalDone += dot;
    else result.criticalOpen += dot;
  }
  return result;
}

/** The milestone drawn nearest to `x`, if it is within reach of a pointer. */
export function milestoneAt(
  row: Row,
  scale: TimeScale,
  today: number,
  x: number,
  reach: number,
): number | undefined {
  let best: number | undefined;
  let distance = reach;
  row.milestones.forEach((milestone, index) => {
    const { day } = milestoneState(milestone, today);
    if (day === null) return;
    const away = Math.abs(scale.middle(day) - x);
    if (away > distance) return;
    distance = away;
    best = index;
  });
  return best;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
