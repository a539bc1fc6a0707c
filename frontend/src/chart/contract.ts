import { parseDay } from "./days";

/** The answer of the chart's data endpoint, as sent. Dates are ISO days, money is yuan as decimal text. */
export interface ChartAnswer {
  title: string;
  today: string;
  as_of: string;
  first_day: string;
  last_day: string;
  total: number;
  groups: Group[];
  offset: number;
  rows: RowAnswer[];
}

export interface RowAnswer {
  id: string;
  name: string;
  code: string;
  url: string;
  group: string;
  light: Light;
  reason: string;
  days_to_red: number | null;
  unit: string;
  lead_official: string;
  liaison: string;
  total_cny: string | null;
  annual_plan_cny: string | null;
  year_to_date_cny: string | null;
  committed: DatePair;
  forecast: DatePair;
  actual: DatePair;
  milestones: MilestoneAnswer[];
  /** Open matters: how many, late ones, on the critical path, the worst slip. Missing where nothing is open. */
  matters?: [number, number, number, string];
}

export interface MilestoneAnswer {
  id: string;
  code: string;
  name: string;
  committed: string | null;
  forecast: string | null;
  actual: string | null;
  critical: boolean;
}

const slips = ["red", "yellow", "blue", ""] as const;
export type Slip = (typeof slips)[number];

/** Open matters of a project. */
export interface OpenMatters {
  count: number;
  late: number;
  critical: number;
  slip: Slip;
}

type DatePair = [string | null, string | null];
export type Light = "red" | "yellow" | "green" | "grey";
export const lights: readonly Light[] = ["red", "yellow", "green", "grey"];

/** A run of rows under one heading; `first_row` counts all rows of the chart from 0. */
export interface Group {
  key: string;
  label: string;
  count: number;
  first_row: number;
  red: number;
  yellow: number;
  green: number;
  grey: number;
}

/** A day number (see days.ts), or null where the date is not known. */
export type Day = number | null;

export interface Span {
  start: Day;
  finish: Day;
}

export interface Milestone {
  id: string;
  name: string;
  committed: Day;
  forecast: Day;
  actual: Day;
  critical: boolean;
}

/** One project with its dates as day numbers. `version` is equal for equal content. */
export interface Row {
  id: string;
  name: string;
  code: string;
  url: string;
  light: Light;
  reason: string;
  daysToRed: number | null;
  unit: string;
  leadOfficial: string;
  liaison: string;
  total: string | null;
  plan: string | null;
  done: string | null;
  committed: Span;
  forecast: Span;
  actual: Span;
  milestones: Milestone[];
  matters: OpenMatters | undefined;
  version: string;
}

/** A row as the chart works with it; milestones stand in the order of their dates. */
export function readRow(row: RowAnswer): Row {
  return {
    id: row.id,
    name: row.name,
    code: row.code,
    url: row.url,
    light: lights.includes(row.light) ? row.light : "grey",
    reason: row.reason,
    daysToRed: row.days_to_red,
    unit: row.unit,
    leadOfficial: row.lead_official,
    liaison: row.liaison,
    total: row.total_cny,
    plan: row.annual_plan_cny,
    done: row.year_to_date_cny,
    committed: readSpan(row.committed),
    forecast: readSpan(row.forecast),
    actual: readSpan(row.actual),
    milestones: row.milestones.map(readMilestone).sort((a, b) => shownAt(a) - shownAt(b)),
    matters: row.matters && readMatters(row.matters),
    version: JSON.stringify(row),
  };
}

function readMatters([count, late, critical, slip]: [number, number, number, string]): OpenMatters {
  return { count, late, critical, slip: slips.find((known) => known === slip) ?? "" };
}

function readSpan([start, finish]: DatePair): Span {
  return { start: parseDay(start), finish: parseDay(finish) };
}

function readMilestone(milestone: MilestoneAnswer): Milestone {
  return {
    id: milestone.id,
    name: milestone.name,
    committed: parseDay(milestone.committed),
    forecast: parseDay(milestone.forecast),
    actual: parseDay(milestone.actual),
    critical: milestone.critical,
  };
}

function shownAt(milestone: Milestone): number {
  return milestone.actual ?? milestone.forecast ?? milestone.committed ?? Number.POSITIVE_INFINITY;
}
