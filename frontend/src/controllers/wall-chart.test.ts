import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { chartAnswer } from "../testing/chart";
import { one, page, press, settle } from "../testing/page";
import { WallChart } from "./wall-chart";

const html =
  '<div data-controller="wall-chart" data-url="/z/DY/chart/data" data-why-url="/why/{id}" data-live-url="/live/DY/"></div>';

class Source extends EventTarget {
  static CLOSED = 2;
  static last: Source | undefined;
  readyState = 1;
  constructor() {
    super();
    Source.last = this;
  }
  close(): void {}
}

let urls: URL[];
let respond: (url: URL) => Response;

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 5 });
  document.documentElement.lang = "en";
  urls = [];
  respond = (url) =>
    Response.json(
      chartAnswer(500, Number(url.searchParams.get("offset")), Number(url.searchParams.get("limit"))),
    );
  vi.stubGlobal("EventSource", Source);
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe(): void {}
      disconnect(): void {}
    },
  );
  vi.stubGlobal("fetch", async (url: string) => {
    urls.push(new URL(url, window.location.href));
    return respond(urls.at(-1) as URL);
  });
  Element.prototype.scrollTo = function scrollTo(this: Element, left: unknown, top: unknown) {
    this.scrollLeft = left as number;
    this.scrollTop = top as number;
  } as Element["scrollTo"];
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1200);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(600);
});

afterEach(() => {
  vi.useRealTimers();
  window.history.replaceState(null, "", "/");
});

async function open(query = ""): Promise<void> {
  window.history.replaceState(null, "", `/chart${query}`);
  page(html, "wall-chart", WallChart);
  await wait();
}

async function wait(ms = 400): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  vi.useRealTimers();
  await settle();
  vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 5 });
}

const lines = () => [...document.querySelectorAll<HTMLElement>(".chart-rows .chart-line")];
const names = () => [...document.querySelectorAll(".chart-rows .chart-name")].map((name) => name.textContent);
const focused = () => document.activeElement as HTMLElement;

test("asks for a window with the page's filters and draws only what is in sight", async () => {
  await open("?group=unit&light=red&light=yellow&zoom=quarter");
  expect(urls[0]?.pathname).toBe("/z/DY/chart/data");
  expect(urls[0]?.search).toBe("?group=unit&light=red&light=yellow&offset=0&limit=200");
  expect(one("[role=treegrid]").getAttribute("aria-rowcount")).toBe(String(500 + 50 + 1));
  expect(lines().length).toBeLessThan(30);
  expect(names().slice(0, 2)).toEqual(["Project 0", "Project 1"]);
  expect(one(".chart-tools [aria-pressed=true]").textContent).toBe("Quarter");
});

test("rows say in words what is drawn", async () => {
  await open();
  const row = one(".chart-row");
  expect(row.getAttribute("aria-rowindex")).toBe("3");
  expect(one(".chart-row [data-act=why]").getAttribute("aria-label")).toBe("Green: All is on plan. Why?");
  expect(one(".chart-row svg").getAttribute("aria-label")).toBe(
    "Committed 28 Feb 2018 – 31 Dec 2019; Forecast 31 Mar 2018 – 31 Jan 2020; Actual 31 Mar 2018 – …; 1 of 2 milestones done, 2 late",
  );
  expect(one(".chart-row .chart-money").textContent).toBe("292 / 615CNY m");
  expect(one(".chart-row .chart-money").title).toContain("CNY 615,000,000");
});

test("scrolling shows other rows, fetches their window and reuses the lines", async () => {
  await open();
  const before = lines().length;
  one(".chart-scroll").scrollTop = 15_000;
  one(".chart-scroll").dispatchEvent(new Event("scroll"));
  await wait();
  expect(urls.map((url) => url.searchParams.get("offset"))).toContain("200");
  expect(names()).toContain("Project 350");
  expect(lines().length).toBeLessThan(before + 12);
  const order = lines().map((line) => Number(line.getAttribute("aria-rowindex")));
  expect(order).toEqual([...order].sort((a, b) => a - b));
});

test("the keyboard walks lines and milestones with one stop for Tab", async () => {
  await open();
  one(".chart-rows [tabindex='0']").focus();
  press("ArrowDown");
  expect(focused().dataset.id).toBe("p0");
  press("ArrowRight");
  press("ArrowRight");
  expect(focused().getAttribute("aria-label")).toBe(
    "Topping out, Committed 1 Dec 2018, Forecast 13 Dec 2018, 12 days late",
  );
  press("ArrowDown");
  expect(focused().closest<HTMLElement>(".chart-line")?.dataset.id).toBe("p1");
  expect(focused().className).toBe("chart-milestone");
  press("ArrowLeft");
  press("ArrowLeft");
  expect(focused().dataset.id).toBe("p1");
  expect(document.querySelectorAll(".chart-rows .chart-line[tabindex='0']")).toHaveLength(1);
  press("End", { ctrlKey: true });
  await wait();
  expect(focused().dataset.id).toBe("p499");
});

test("a group folds and unfolds and keeps the focus", async () => {
  await open();
  one(".chart-rows .chart-group").focus();
  press("ArrowLeft");
  expect(focused().dataset.group).toBe("g0");
  expect(focused().getAttribute("aria-expanded")).toBe("false");
  expect(names()[0]).toBe("Project 10");
  press("ArrowRight");
  expect(focused().getAttribute("aria-expanded")).toBe("true");
  expect(names()[0]).toBe("Project 0");
});

test("zooming is kept in the address", async () => {
  await open("?group=unit");
  const width = () => Number.parseInt(one(".chart-body").style.width, 10);
  const before = width();
  one(".chart-rows .chart-group").focus();
  press("+");
  expect(width()).toBeGreaterThan(before);
  expect(window.location.search).toBe("?group=unit&zoom=week");
});

test("w explains the light of the active row", async () => {
  await open();
  respond = () => new Response("<h2>Green</h2>", { headers: { "Content-Type": "text/html" } });
  one(".chart-row").focus();
  press("w");
  await wait(50);
  expect(urls.at(-1)?.pathname).toBe("/why/p0");
  expect(one(".why").textContent).toContain("Green");
  press("Escape");
});

test("a change by somebody else is fetched and lights up; others are not disturbed", async () => {
  await open();
  expect(one(".chart-status").textContent).toBe("As of 09:05");
  const answer = chartAnswer(500, 0, 200);
  if (answer.rows[2]) answer.rows[2].light = "red";
  respond = () => Response.json(answer);
  const asked = urls.length;
  for (const subject of ["projects.project", "projects.milestone", "calendars.notice"]) {
    Source.last?.dispatchEvent(
      new MessageEvent("changed", { data: JSON.stringify({ subject, id: "p2", event: "x" }) }),
    );
  }
  await wait(1200);
  expect(urls.length - asked).toBe(1);
  expect(one("[data-id=p2] [data-act=why]").className).toContain("light-red");
  expect([...document.querySelectorAll<HTMLElement>(".is-fresh")].map((row) => row.dataset.id)).toEqual([
    "p2",
  ]);
  expect(one(".chart-status").textContent).toBe("Updated just now");
});

test("no projects: says why and how to see all", async () => {
  respond = () => Response.json(chartAnswer(0, 0, 200));
  await open("?light=red");
  expect(one(".empty-state").textContent).toContain("No project matches these filters.");
  expect(one(".empty-state a").getAttribute("href")).toBe("/chart");
});

test("nothing loaded: says so and tries again", async () => {
  const working = respond;
  respond = () => new Response("", { status: 503 });
  await open();
  expect(one(".empty-state").textContent).toContain("error 503");
  respond = working;
  one(".empty-state button").click();
  await wait();
  expect(document.querySelector(".empty-state")).toBeNull();
  expect(names()).toContain("Project 0");
});

test("a session that ended is told from a fault", async () => {
  respond = () => new Response("<html>sign in</html>", { headers: { "Content-Type": "text/html" } });
  await open();
  expect(one(".empty-state").textContent).toContain("You are signed out.");
  expect(one(".empty-state button").textContent).toBe("Sign in again");
});

test("coming back finds the place that was left", async () => {
  window.history.replaceState(
    { wallChart: { top: 4000, left: 30, folded: ["g0"], line: 100 } },
    "",
    "/chart",
  );
  page(html, "wall-chart", WallChart);
  await wait();
  expect(one(".chart-scroll").scrollTop).toBe(4000);
  expect(names()).not.toContain("Project 0");
});

test("on a phone the chart is a list with the next milestone", async () => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(390);
  await open();
  expect(one("[data-controller]").dataset.size).toBe("list");
  expect(document.querySelector(".chart-row")).toBeNull();
  expect(one(".chart-item .chart-name").textContent).toBe("Project 0");
  expect(one(".chart-item .chart-next").textContent).toBe("Topping out · 13 Dec 2018");
  expect(one(".chart-item .chart-slip").textContent).toBe("12 days late");
});
