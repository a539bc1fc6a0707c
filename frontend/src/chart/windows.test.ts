import { expect, test, vi } from "vitest";
import { chartAnswer } from "../testing/chart";
import { settle } from "../testing/page";
import type { ChartAnswer } from "./contract";
import { Windows } from "./windows";

function setUp(total = 1000, keep = 15) {
  const asked: number[] = [];
  const aborted: number[] = [];
  let change: (answer: ChartAnswer) => void = () => {};
  const fail = new Set<number>();
  const onAnswer = vi.fn();
  const onError = vi.fn();
  const windows = new Windows({
    size: 20,
    keep,
    load: (offset, limit, signal) =>
      new Promise((resolve, reject) => {
        asked.push(offset);
        signal.addEventListener("abort", () => {
          aborted.push(offset);
          reject(new DOMException("aborted", "AbortError"));
        });
        setTimeout(() => {
          const answer = chartAnswer(total, offset, limit);
          change(answer);
          if (fail.has(offset)) reject(new Error("down"));
          else resolve(answer);
        });
      }),
    onAnswer,
    onError,
  });
  return { windows, asked, aborted, fail, onAnswer, onError, setChange: (f: typeof change) => (change = f) };
}

test("loads the windows in sight once", async () => {
  const { windows, asked } = setUp();
  windows.need(5, 45);
  windows.need(6, 46);
  await settle();
  windows.need(5, 45);
  expect(asked).toEqual([0, 20, 40]);
  expect(windows.row(45)?.name).toBe("Project 45");
  expect(windows.row(60)).toBeUndefined();
  expect(windows.indexOf("p45")).toBe(45);
});

test("aborts what is no longer in sight", async () => {
  const { windows, asked, aborted, onAnswer, onError } = setUp();
  windows.need(0, 10);
  windows.need(500, 510);
  await settle();
  expect(asked).toEqual([0, 500]);
  expect(aborted).toEqual([0]);
  expect(onAnswer).toHaveBeenCalledOnce();
  expect(onError).not.toHaveBeenCalled();
  expect(windows.row(0)).toBeUndefined();
});

test("keeps the most recently used windows only", async () => {
  const { windows, asked } = setUp(1000, 2);
  for (const first of [0, 20, 40]) {
    windows.need(first, first);
    await settle();
  }
  windows.need(40, 40);
  expect(windows.row(0)).toBeUndefined();
  expect(windows.row(20)).toBeDefined();
  windows.need(0, 0);
  await settle();
  expect(asked).toEqual([0, 20, 40, 0]);
});

test("stale rows stay readable until the new ones are there, and say which changed", async () => {
  const { windows, onAnswer, setChange } = setUp();
  windows.need(0, 10);
  await settle();
  setChange((answer) => {
    if (answer.rows[3]) answer.rows[3].light = "red";
  });
  windows.invalidate();
  windows.need(0, 10);
  expect(windows.row(3)?.light).toBe("green");
  await settle();
  expect(windows.row(3)?.light).toBe("red");
  expect(onAnswer.mock.lastCall?.[1]).toEqual(new Set(["p3"]));
});

test("stale windows out of sight are loaded when they are seen again", async () => {
  const { windows, asked } = setUp();
  windows.need(0, 10);
  await settle();
  windows.need(100, 110);
  await settle();
  windows.invalidate();
  windows.need(100, 110);
  await settle();
  expect(asked).toEqual([0, 100, 100]);
  windows.need(0, 10);
  await settle();
  expect(asked).toEqual([0, 100, 100, 0]);
});

test("a failed window is said and tried again only when asked to", async () => {
  const { windows, asked, fail, onError } = setUp();
  fail.add(0);
  windows.need(0, 10);
  await settle();
  expect(onError).toHaveBeenCalledOnce();
  expect(windows.failed(5)).toBe(true);
  windows.need(0, 10);
  await settle();
  expect(asked).toEqual([0]);
  fail.clear();
  windows.retry();
  windows.need(0, 10);
  await settle();
  expect(windows.failed(5)).toBe(false);
  expect(windows.row(5)).toBeDefined();
});

test("closing aborts everything", async () => {
  const { windows, aborted, onAnswer } = setUp();
  windows.need(0, 10);
  windows.close();
  await settle();
  expect(aborted).toEqual([0]);
  expect(onAnswer).not.toHaveBeenCalled();
});
