import { expect, test } from "vitest";
import { rowAnswer } from "../testing/chart";
import { page } from "../testing/page";
import { readRow } from "./contract";
import { MatterMark } from "./matter-mark";

function shown(matters?: [number, number, number, string]): HTMLElement {
  page("");
  const mark = new MatterMark();
  mark.show(readRow(rowAnswer(matters ? { matters } : {})).matters);
  return mark.element;
}

const visible = (mark: HTMLElement) => [...mark.children].filter((part) => !(part as HTMLElement).hidden);

test("a project without open matters has no mark", () => {
  expect(shown().hidden).toBe(true);
});

test("says how many, how many late, what holds up the critical path, and the slip", () => {
  const mark = shown([3, 1, 2, "red"]);
  expect(mark.title).toBe("3 open matters, 1 late, 2 on the critical path, red slip");
  expect(mark.textContent).toBe("3late 1");
  expect(mark.querySelector(".slip-red")).not.toBeNull();
  expect(visible(mark)).toHaveLength(3);
});

test("shows no more than there is, and an unknown slip as none", () => {
  const mark = shown([1, 0, 0, "purple"]);
  expect(mark.title).toBe("1 open matter");
  expect(mark.querySelector(".slip-none")).not.toBeNull();
  expect(visible(mark)).toHaveLength(1);
});
