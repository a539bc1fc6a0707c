import { text } from "../texts";
import type { Light, Milestone, OpenMatters, Row, Span } from "./contract";
import { formatCount, formatDay } from "./format";
import { milestoneState } from "./marks";

/** The word that goes with a light's colour and shape. */
export function lightWord(light: Light): string {
  return { red: text("Red"), yellow: text("Yellow"), green: text("Green"), grey: text("Grey") }[light];
}

/** A light with its reason and, where it is known, how long until it turns red. */
export function sayLight(row: Row): string {
  const parts = [`${lightWord(row.light)}: ${row.reason}`];
  if (row.light !== "red" && row.daysToRed !== null && row.daysToRed > 0) {
    parts.push(
      row.daysToRed === 1 ? text("Red in 1 day.") : text("Red in {days} days.", { days: row.daysToRed }),
    );
  }
  return parts.join(" ");
}

/** How far from the committed day: “12 days late”. Empty where nothing was committed. */
export function saySlip(milestone: Milestone, today: number): string {
  const { slip, done } = milestoneState(milestone, today);
  if (slip === null) return "";
  if (slip === 0) return done ? text("on time") : text("on schedule");
  const days = Math.abs(slip);
  if (slip > 0) return days === 1 ? text("1 day late") : text("{days} days late", { days });
  return days === 1 ? text("1 day early") : text("{days} days early", { days });
}

/** Label and value of each date of a milestone, for its detail. */
export function milestoneFacts(milestone: Milestone): [string, string][] {
  const day = (value: number | null) => (value === null ? "–" : formatDay(value));
  return [
    [text("Committed"), day(milestone.committed)],
    [text("Forecast"), day(milestone.forecast)],
    [text("Actual"), day(milestone.actual)],
  ];
}

/** All about a milestone in one sentence, for screen readers. */
export function sayMilestone(milestone: Milestone, today: number): string {
  const facts = milestoneFacts(milestone)
    .filter(([, value]) => value !== "–")
    .map(([label, value]) => `${label} ${value}`);
  const critical = milestone.critical ? [text("on the critical path")] : [];
  return [milestone.name, ...facts, saySlip(milestone, today), ...critical].filter(Boolean).join(", ");
}

/** What a row's bars and diamonds show, in words. */
export function saySchedule(row: Row, today: number): string {
  const span = (label: string, { start, finish }: Span) => {
    if (start === null && finish === null) return "";
    const day = (value: number | null) => (value === null ? "…" : formatDay(value));
    return `${label} ${day(start)} – ${day(finish)}`;
  };
  const late = row.milestones.filter((milestone) => milestoneState(milestone, today).late).length;
  const done = row.milestones.filter((milestone) => milestone.actual !== null).length;
  return [
    span(text("Committed"), row.committed),
    span(text("Forecast"), row.forecast),
    span(text("Actual"), row.actual),
    text("{done} of {count} milestones done, {late} late", { done, count: row.milestones.length, late }),
  ]
    .filter(Boolean)
    .join("; ");
}

/** “3 open matters, 1 late, 1 on the critical path, red slip”. */
export function sayMatters({ count, late, critical, slip }: OpenMatters): string {
  const slips = { red: text("red slip"), yellow: text("yellow slip"), blue: text("blue slip"), "": "" };
  return [
    count === 1 ? text("1 open matter") : text("{count} open matters", { count: formatCount(count) }),
    late > 0 ? text("{count} late", { count: formatCount(late) }) : "",
    critical > 0 ? text("{count} on the critical path", { count: formatCount(critical) }) : "",
    slips[slip],
  ]
    .filter(Boolean)
    .join(text(", "));
}

/** “11 projects”. */
export function sayCount(count: number): string {
  return count === 1 ? text("1 project") : text("{count} projects", { count: formatCount(count) });
}
