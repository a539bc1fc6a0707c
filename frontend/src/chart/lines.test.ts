import { expect, test } from "vitest";
import { groupOf } from "../testing/chart";
import { Lines } from "./lines";

const heights = { group: 32, row: 40 };
const groups = [groupOf("a", 0, 3), groupOf("b", 3, 0), groupOf("c", 3, 5)];

function all(lines: Lines): string[] {
  return Array.from({ length: lines.count }, (_, number) => {
    const line = lines.at(number);
    return line?.kind === "group" ? line.group.key : String(line?.row);
  });
}

test("each group has a heading, then its rows", () => {
  const lines = new Lines(groups, 8, new Set(), heights);
  expect(all(lines)).toEqual(["a", "0", "1", "2", "b", "c", "3", "4", "5", "6", "7"]);
  expect(lines.height).toBe(3 * 32 + 8 * 40);
});

test("a folded group keeps its heading only", () => {
  const lines = new Lines(groups, 8, new Set(["a"]), heights);
  expect(all(lines)).toEqual(["a", "b", "c", "3", "4", "5", "6", "7"]);
  expect(lines.lineOfRow(1)).toBeUndefined();
  expect(lines.lineOfRow(3)).toBe(3);
});

test("without groups there are only rows", () => {
  const lines = new Lines([], 4, new Set(), heights);
  expect(all(lines)).toEqual(["0", "1", "2", "3"]);
  expect(lines.height).toBe(160);
});

test("one group without a name has no heading", () => {
  const lines = new Lines([groupOf("", 0, 2, { label: "" })], 2, new Set(), heights);
  expect(all(lines)).toEqual(["0", "1"]);
});

test("an empty chart has no lines", () => {
  const lines = new Lines([], 0, new Set(), heights);
  expect(lines.count).toBe(0);
  expect(lines.at(0)).toBeUndefined();
  expect(lines.lineAt(500)).toBe(0);
});

test("place and number answer each other for every line, however groups are folded", () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const made = [];
    let row = 0;
    for (let number = 0; number < 1 + random(12); number += 1) {
      const count = random(9);
      made.push(groupOf(`g${number}`, row, count));
      row += count;
    }
    const folded = new Set(made.filter(() => random(3) === 0).map(({ key }) => key));
    const lines = new Lines(made, row, folded, heights);
    let top = 0;
    for (let number = 0; number < lines.count; number += 1) {
      const line = lines.at(number);
      const height = line?.kind === "group" ? 32 : 40;
      expect(lines.top(number)).toBe(top);
      expect(lines.lineAt(top)).toBe(number);
      expect(lines.lineAt(top + height - 1)).toBe(number);
      if (line?.kind === "row") expect(lines.lineOfRow(line.row)).toBe(number);
      else if (line) expect(lines.lineOfGroup(line.group.key)).toBe(number);
      top += height;
    }
    expect(lines.height).toBe(top);
    expect(lines.lineAt(-50)).toBe(0);
    expect(lines.lineAt(top + 999)).toBe(lines.count - 1);
  }
});
