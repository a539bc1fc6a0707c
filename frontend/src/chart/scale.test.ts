import { beforeEach, expect, test } from "vitest";
import { isoDay, parseDay } from "./days";
import { TimeScale, zooms } from "./scale";

const first = parseDay("2018-02-14");
const last = parseDay("2019-11-20");

beforeEach(() => {
  document.documentElement.lang = "en";
});

test("shows whole months, quarters or weeks", () => {
  const range = (zoom: (typeof zooms)[number]) => {
    const scale = new TimeScale(zoom, first, last, 0);
    return [isoDay(scale.first), isoDay(scale.last)];
  };
  expect(range("month")).toEqual(["2018-02-01", "2019-11-30"]);
  expect(range("quarter")).toEqual(["2018-01-01", "2019-12-31"]);
  expect(range("year")).toEqual(["2018-01-01", "2019-12-31"]);
  expect(range("week")).toEqual(["2018-02-12", "2019-11-24"]);
});

test("fills the view, and is wider where days would become too narrow", () => {
  expect(new TimeScale("month", first, last, 5000).width).toBe(5000);
  expect(new TimeScale("month", first, last, 300).width).toBeGreaterThan(1000);
  expect(new TimeScale("month", first, last, 300, true).width).toBe(300);
});

test("a day lies between its edges and is found again", () => {
  const scale = new TimeScale("week", first, last, 0);
  const day = parseDay("2018-06-30");
  expect(scale.end(day)).toBeCloseTo(scale.x(day + 1));
  expect(scale.x(day)).toBeLessThan(scale.middle(day));
  expect(Math.floor(scale.dayAt(scale.middle(day)))).toBe(day);
});

test("the cells of the head cover the axis without gap or overlap at every zoom", () => {
  for (const zoom of zooms) {
    const scale = new TimeScale(zoom, first, last, 700);
    for (const cells of [scale.majors(), scale.minors()]) {
      let x = 0;
      for (const cell of cells) {
        expect(cell.x).toBeCloseTo(x);
        expect(cell.width).toBeGreaterThan(0);
        x = cell.x + cell.width;
      }
      expect(x).toBeCloseTo((scale.last - scale.first + 1) * scale.pixels);
    }
  }
});

test("labels years over months, and months over weeks", () => {
  const months = new TimeScale("month", first, last, 0);
  expect(months.majors().map(({ label }) => label)).toEqual(["2018", "2019"]);
  expect(months.minors()[0]?.label).toBe("Feb");
  const weeks = new TimeScale("week", first, last, 0);
  expect(weeks.majors()[1]?.label).toBe("Mar 2018");
  expect(weeks.minors()[0]).toMatchObject({ label: "12", title: "Week 7" });
});
