import { expect, test } from "vitest";
import { one, page } from "../testing/page";
import { readTable, withoutGaps } from "./table";

test("reads a category for each row and a series for each marked head", () => {
  page(`<table><thead><tr><th>Unit</th><th data-series>rate<span class="unit">%</span></th><th>place</th></tr></thead>
    <tbody><tr><th>Park A</th><td data-value="0.5"><span><a>50.0</a><span>1/2</span></span></td><td>1</td></tr>
    <tr><th>Park B</th><td><a>—</a></td><td>—</td></tr></tbody></table>`);
  expect(readTable(one<HTMLTableElement>("table"))).toEqual({
    categories: ["Park A", "Park B"],
    series: [
      {
        name: "rate",
        cells: [
          { value: 0.5, shown: "50.0%" },
          { value: null, shown: "—" },
        ],
      },
    ],
  });
});

test("puts a word for a unit behind a space", () => {
  page(`<table><thead><tr><th>Unit</th><th data-series>plan<span class="unit">亿元</span></th></tr></thead>
    <tbody><tr><th>Park A</th><td data-value="150000000">1.5</td></tr></tbody></table>`);
  expect(readTable(one<HTMLTableElement>("table")).series[0]?.cells).toEqual([
    { value: 150000000, shown: "1.5 亿元" },
  ]);
});

test("leaves out rows that have no number at all", () => {
  const nothing = { value: null, shown: "—" };
  const half = { value: 0.5, shown: "50.0%" };
  const zero = { value: 0, shown: "0.0%" };
  const data = {
    categories: ["Park A", "Village", "Park B"],
    series: [
      { name: "rate", cells: [half, nothing, nothing] },
      { name: "spent", cells: [nothing, nothing, zero] },
    ],
  };
  expect(withoutGaps(data)).toEqual({
    categories: ["Park A", "Park B"],
    series: [
      { name: "rate", cells: [half, nothing] },
      { name: "spent", cells: [nothing, zero] },
    ],
  });
});
