import { beforeEach, expect, test, vi } from "vitest";
import { one, page, settle } from "../testing/page";
import { Chart } from "./chart";

const drawn = vi.hoisted(() => ({
  draw: vi.fn(),
  show: vi.fn(),
  resize: vi.fn(),
  picture: vi.fn(() => "data:image/png;base64,AA=="),
  end: vi.fn(),
}));
vi.mock("../charts/draw", () => ({ draw: drawn.draw }));

const figure = (rows: string) => `<figure data-controller="chart" data-kind="line" data-name="Rate 2018">
  <div class="table-frame"><table><caption>Rate over time</caption>
  <thead><tr><th>Period</th><th data-series>Rate</th></tr></thead><tbody>${rows}</tbody></table></div></figure>`;
const two = `<tr><th>Q1</th><td data-value="1">1</td></tr><tr><th>Q2</th><td data-value="2">2</td></tr>`;

beforeEach(() => {
  vi.clearAllMocks();
  drawn.draw.mockReturnValue(drawn);
  vi.stubGlobal("matchMedia", () => Object.assign(new EventTarget(), { matches: false }));
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe(): void {}
      disconnect(): void {}
    },
  );
});

test("draws the table's numbers and puts the table away", async () => {
  page(figure(two), "chart", Chart);
  expect(one(".table-frame").hidden).toBe(false);
  await settle();
  expect(one(".table-frame").hidden).toBe(true);
  expect(one(".chart-place").getAttribute("aria-label")).toBe("Rate over time");
  expect(drawn.draw.mock.calls[0]?.[1].series[0].data).toEqual([1, 2]);
});

test("shows the table again, and the chart again", async () => {
  page(figure(two), "chart", Chart);
  await settle();
  const toggle = one<HTMLButtonElement>(".chart-tools button");
  toggle.click();
  expect([one(".table-frame").hidden, one(".chart-place").hidden]).toEqual([false, true]);
  expect(toggle.getAttribute("aria-pressed")).toBe("true");
  toggle.click();
  expect([one(".table-frame").hidden, one(".chart-place").hidden]).toEqual([true, false]);
});

test("gives the picture away under its name", async () => {
  page(figure(two), "chart", Chart);
  await settle();
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    expect(this.download).toBe("Rate 2018.png");
    expect(this.href).toContain("data:image/png");
  });
  one<HTMLButtonElement>(".chart-tools button:last-child").click();
  expect(clicked).toHaveBeenCalledOnce();
});

test("is drawn anew when the theme changes, and ends with the page", async () => {
  page(figure(two), "chart", Chart);
  await settle();
  document.documentElement.dataset.bsTheme = "dark";
  await settle();
  expect(drawn.show).toHaveBeenCalled();
  one("figure").remove();
  await settle();
  expect(drawn.end).toHaveBeenCalledOnce();
});

test.each([
  ["one row", `<tr><th>Q1</th><td data-value="1">1</td></tr>`],
  ["nothing but gaps", `<tr><th>Q1</th><td>—</td></tr><tr><th>Q2</th><td>—</td></tr>`],
])("leaves the table alone where it holds %s", async (_name, rows) => {
  page(figure(rows), "chart", Chart);
  await settle();
  expect(drawn.draw).not.toHaveBeenCalled();
  expect(one(".table-frame").hidden).toBe(false);
});
