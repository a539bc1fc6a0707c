import { expect, test } from "vitest";
import { rowAnswer } from "../testing/chart";
import { type Milestone, readRow } from "./contract";
import { parseDay } from "./days";
import { bars, diamonds, doneShare, milestoneAt, milestoneState, nextMilestone } from "./marks";
import { TimeScale } from "./scale";

const today = parseDay("2018-07-02");
const scale = new TimeScale("month", parseDay("2018-01-01"), parseDay("2020-12-31"), 0);

function milestone(committed: string | null, forecast: string | null, actual: string | null): Milestone {
  return {
    id: "m",
    name: "M",
    committed: parseDay(committed),
    forecast: parseDay(forecast),
    actual: parseDay(actual),
    critical: false,
  };
}

test.each([
  ["done on the day", milestone("2018-05-01", null, "2018-05-01"), { done: true, late: false, slip: 0 }],
  ["done early", milestone("2018-05-03", null, "2018-05-01"), { done: true, late: false, slip: -2 }],
  ["done late", milestone("2018-05-01", "2018-05-02", "2018-05-13"), { done: true, late: true, slip: 12 }],
  ["forecast late", milestone("2018-09-01", "2018-09-11", null), { done: false, late: true, slip: 10 }],
  ["to come as committed", milestone("2018-09-01", null, null), { done: false, late: false, slip: 0 }],
  ["due today", milestone("2018-07-02", null, null), { done: false, late: false, slip: 0 }],
  [
    "overdue without a forecast: late by the days since",
    milestone("2018-06-30", null, null),
    { done: false, late: true, slip: 2 },
  ],
  [
    "overdue though forecast for last week",
    milestone("2018-06-01", "2018-06-25", null),
    { done: false, late: true, slip: 31 },
  ],
  ["nothing committed", milestone(null, "2018-09-01", null), { done: false, late: false, slip: null }],
  ["no date at all", milestone(null, null, null), { done: false, late: false, slip: null, day: null }],
])("%s", (_, given, expected) => {
  expect(milestoneState(given, today)).toMatchObject(expected);
});

function kinds(given: Parameters<typeof rowAnswer>[0]): string[] {
  return bars(readRow(rowAnswer(given)), scale, today).map(({ kind }) => kind);
}

test("draws the plan, the forecast over it, what runs over it, and the actual", () => {
  expect(kinds({})).toEqual(["committed", "forecast", "overrun", "actual"]);
  expect(kinds({ forecast: [null, null] })).toEqual(["committed", "actual"]);
  expect(kinds({ forecast: [null, null], actual: [null, null] })).toEqual(["committed"]);
  expect(kinds({ committed: [null, null], forecast: [null, null], actual: [null, null] })).toEqual([]);
});

test("a finished project shows no forecast, and what it ran over", () => {
  const given = { actual: ["2018-03-31", "2020-02-15"] as [string, string] };
  expect(kinds(given)).toEqual(["committed", "overrun", "actual"]);
});

test("bars meet: the overrun begins where the commitment ends, work goes up to today", () => {
  const drawn = bars(readRow(rowAnswer()), scale, today);
  const at = (kind: string) => drawn.find((bar) => bar.kind === kind);
  expect(at("overrun")?.x).toBeCloseTo((at("committed")?.x ?? 0) + (at("committed")?.width ?? 0));
  expect((at("actual")?.x ?? 0) + (at("actual")?.width ?? 0)).toBeCloseTo(scale.end(today));
});

test("bars end at the edges of the axis", () => {
  const drawn = bars(
    readRow(
      rowAnswer({ committed: ["2010-01-01", "2030-01-01"], forecast: [null, null], actual: [null, null] }),
    ),
    scale,
    today,
  );
  expect(drawn).toHaveLength(1);
  expect(drawn[0]?.x).toBe(0);
  expect(drawn[0]?.width).toBe(scale.width);
});

const three = readRow(
  rowAnswer({
    milestones: [
      {
        id: "b",
        code: "",
        name: "B",
        committed: "2018-09-01",
        forecast: "2018-09-20",
        actual: null,
        critical: true,
      },
      {
        id: "a",
        code: "",
        name: "A",
        committed: "2018-03-01",
        forecast: null,
        actual: "2018-03-01",
        critical: true,
      },
      { id: "c", code: "", name: "C", committed: null, forecast: null, actual: null, critical: false },
    ],
  }),
);

test("milestones stand in the order of time; the next is the first not done", () => {
  expect(three.milestones.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  expect(nextMilestone(three)?.id).toBe("b");
});

test("equal looks share a path, critical ones have a dot, undated ones are not drawn", () => {
  const drawn = diamonds(three, scale, today, 15, 5);
  expect([...drawn.paths.keys()]).toEqual(["done", "open-late"]);
  expect(drawn.criticalDone).toContain("a1.75");
  expect(drawn.criticalOpen.match(/M/g)).toHaveLength(1);
});

test("a pointer finds the nearest diamond within reach", () => {
  const x = scale.middle(parseDay("2018-09-20"));
  expect(milestoneAt(three, scale, today, x + 6, 9)).toBe(1);
  expect(milestoneAt(three, scale, today, x + 40, 9)).toBeUndefined();
});

test("the share done is of the annual plan", () => {
  expect(doneShare(readRow(rowAnswer()))).toBeCloseTo(292 / 615);
  expect(doneShare(readRow(rowAnswer({ annual_plan_cny: "0" })))).toBeNull();
  expect(doneShare(readRow(rowAnswer({ year_to_date_cny: null })))).toBeNull();
});
