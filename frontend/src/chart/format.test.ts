import { beforeEach, describe, expect, test } from "vitest";
import { parseDay } from "./days";
import {
  exactYuan,
  formatDay,
  formatDayInYear,
  formatMoney,
  formatMoneyPair,
  formatQuarter,
  formatTime,
} from "./format";

const day = parseDay("2018-06-30");

describe("in Chinese", () => {
  beforeEach(() => {
    document.documentElement.lang = "zh-Hans";
  });

  test("dates", () => {
    expect(formatDay(day)).toBe("2018年6月30日");
    expect(formatDayInYear(day)).toBe("6月30日");
    expect(formatQuarter(3)).toBe("三季度");
  });

  test("money in 亿元 from one hundred million, else in 万元", () => {
    expect(formatMoney("615000000")).toBe("6.15亿元");
    expect(formatMoney("5000000000")).toBe("50亿元");
    expect(formatMoney("99990000")).toBe("9,999万元");
    expect(formatMoney("100000000")).toBe("1亿元");
    expect(formatMoney("0")).toBe("0万元");
  });

  test("done is written in the plan's unit", () => {
    expect(formatMoneyPair("20000000", "615000000")).toEqual({ done: "0.2", plan: "6.15", unit: "亿元" });
    expect(formatMoneyPair(null, "615000000")).toEqual({ done: "–", plan: "6.15", unit: "亿元" });
    expect(formatMoneyPair("20000000", null)).toEqual({ done: "2,000", plan: "–", unit: "万元" });
  });

  test("the exact amount loses no digit, however long", () => {
    expect(exactYuan("12345678901234567890.05")).toBe("12,345,678,901,234,567,890.05元");
    expect(exactYuan("615000000.00")).toBe("615,000,000元");
    expect(exactYuan("-1234.5")).toBe("-1,234.5元");
  });
});

describe("in English", () => {
  beforeEach(() => {
    document.documentElement.lang = "en";
  });

  test("dates", () => {
    expect(formatDay(day)).toBe("30 Jun 2018");
    expect(formatDay(parseDay("2018-09-01"))).toBe("1 Sep 2018");
    expect(formatQuarter(3)).toBe("Q3");
  });

  test("money in millions and billions", () => {
    expect(formatMoney("615000000")).toBe("615 CNY m");
    expect(formatMoney("5000000000")).toBe("5 CNY bn");
    expect(formatMoneyPair("292000000", "615000000")).toEqual({ done: "292", plan: "615", unit: "CNY m" });
    expect(exactYuan("615000000")).toBe("CNY 615,000,000");
  });
});

test("a time is that of the zone, whatever the browser's", () => {
  expect(formatTime("2018-07-02T09:05:00+08:00")).toBe("09:05");
  expect(formatTime("")).toBe("");
});
