import { expect, test } from "vitest";
import { chartOption, type Look } from "./option";
import type { ChartData } from "./table";

const look: Look = {
  ink: "#111",
  soft: "#555",
  line: "#ddd",
  surface: "#fff",
  colours: ["#0d5f78"],
  font: "sans-serif",
  still: true,
};
const data: ChartData = {
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
};

// biome-ignore lint/suspicious/noExplicitAny: the option is a tree of the library's own
const option = (kind: "bar" | "line", over: Partial<Look> = {}): any =>
  chartOption(data, kind, { ...look, ...over });

test("bars lie with the first row above, lines run from left to right", () => {
  expect(option("bar").yAxis).toMatchObject({ type: "category", inverse: true, data: ["Park A", "Park B"] });
  expect(option("line").xAxis).toMatchObject({ type: "category", data: ["Park A", "Park B"] });
});

test("marks say what the table's cells say", () => {
  const drawn = option("bar");
  expect(drawn.series[0].data).toEqual([0.5, null]);
  expect(drawn.series[0].label.formatter({ seriesIndex: 0, dataIndex: 0 })).toBe("50.0%");
  expect(drawn.tooltip.formatter({ seriesIndex: 0, dataIndex: 0 })).toBe("Park A\nrate: 50.0%");
});

test("nothing moves for who wants it still, and hovers stay out of the markup", () => {
  expect(option("bar").animation).toBe(false);
  expect(option("bar", { still: false }).animation).toBe(true);
  expect(option("bar").tooltip.renderMode).toBe("richText");
});

test("one series needs no legend", () => {
  expect(option("bar").legend).toBeUndefined();
});
