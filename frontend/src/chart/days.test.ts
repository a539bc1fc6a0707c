import { expect, test } from "vitest";
import { calendarDate, isoDay, isoWeek, parseDay, toDay, weekday } from "./days";

test("reads and writes ISO dates", () => {
  for (const iso of ["1970-01-01", "2018-06-30", "2020-02-29", "2100-12-31"]) {
    expect(isoDay(parseDay(iso))).toBe(iso);
  }
  expect(parseDay(null)).toBeNull();
});

test("names a date that is none", () => {
  for (const wrong of ["2018-6-30", "2018-02-29", "2018-13-01", "", "2018-06-30T09:00"]) {
    expect(() => parseDay(wrong)).toThrow(/2018-06-30/);
  }
});

test("counts days over months and years", () => {
  expect(toDay(2019, 1, 1) - toDay(2018, 12, 31)).toBe(1);
  expect(toDay(2018, 13, 1)).toBe(toDay(2019, 1, 1));
  expect(toDay(2018, 3, 0)).toBe(toDay(2018, 2, 28));
  expect(calendarDate(toDay(2018, 7, 2))).toEqual({ year: 2018, month: 7, day: 2 });
});

test("knows weekdays, also before 1970", () => {
  expect(weekday(parseDay("2018-07-02"))).toBe(0);
  expect(weekday(parseDay("2018-07-08"))).toBe(6);
  expect(weekday(parseDay("1969-12-29"))).toBe(0);
});

test("numbers weeks as ISO 8601 does", () => {
  expect(isoWeek(parseDay("2018-01-01"))).toBe(1);
  expect(isoWeek(parseDay("2018-12-31"))).toBe(1);
  expect(isoWeek(parseDay("2021-01-03"))).toBe(53);
  expect(isoWeek(parseDay("2018-07-02"))).toBe(27);
});
