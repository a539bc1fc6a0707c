import { expect, test } from "vitest";
import { one, page, press } from "../testing/page";
import { GridMap } from "./grid-map";

// A sheet of 1000 × 500 units for 0.1° × 0.05°, shown 1000 × 500 pixels large.
const sheet = `<div data-controller="grid-map" data-west="119.5" data-north="32.05" data-per-lon="10000" data-per-lat="10000" PEN>
  <button data-zoom="in">+</button><button data-zoom="out">-</button><button data-zoom="all">all</button><button data-pen-back>back</button>
  <svg class="grid-sheet" viewBox="0 0 1000 500"><g data-map-ground>
    <a class="grid-link" href="#g" aria-label="Grid one · 001"><path class="grid-shape" d="M0 0L500 0L500 500Z"></path></a>
    <g class="grid-labels"><text x="100" y="100" data-room="20" data-short="SH01" class="is-crowded">第一社会网格</text></g>
    <g data-map-pen></g></g></svg><p data-map-note></p></div>`;

function show(drawn?: string): void {
  const field = drawn === undefined ? "" : `<textarea id="b">${drawn}</textarea>`;
  page(
    field + sheet.replace("PEN", drawn === undefined ? "" : 'data-pen="b"'),
    "grid-map",
    GridMap as new (
      element: never,
    ) => GridMap,
  );
  const svg = one<HTMLElement>("svg");
  svg.getBoundingClientRect = () => new DOMRect(0, 0, 1000, 500);
}

const box = (): number[] => (one("svg").getAttribute("viewBox") ?? "").split(" ").map(Number);
const field = (): HTMLTextAreaElement => one<HTMLTextAreaElement>("#b");

function mouse(type: string, target: EventTarget, x: number, y: number): MouseEvent {
  const event = new MouseEvent(type, { bubbles: true, cancelable: true, clientX: x, clientY: y, button: 0 });
  target.dispatchEvent(event);
  return event;
}

function drag(target: EventTarget, from: [number, number], to: [number, number]): void {
  mouse("pointerdown", target, ...from);
  mouse("pointermove", window, ...to);
  mouse("pointerup", window, ...to);
}

test("buttons and keys come closer and go back to the whole", () => {
  show();
  one("[data-zoom=in]").click();
  expect(box()[2]).toBeCloseTo(625);
  press("-");
  one("svg .grid-link").dispatchEvent(new KeyboardEvent("keydown", { key: "+", bubbles: true }));
  one("svg .grid-link").dispatchEvent(new KeyboardEvent("keydown", { key: "0", bubbles: true }));
  expect(box()).toEqual([0, 0, 1000, 500]);
});

test("labels keep their size; the short one stands until there is room for the name", () => {
  show();
  expect(one("text").classList).toContain("is-crowded");
  one("[data-zoom=in]").click();
  expect(one("text").textContent).toBe("SH01");
  expect(one("text").classList).not.toContain("is-crowded");
  for (let step = 0; step < 3; step += 1) one("[data-zoom=in]").click();
  expect(one("text").textContent).toBe("第一社会网格");
  expect(Number(one("text").getAttribute("font-size"))).toBeCloseTo(12 / 1.6 ** 4);
});

test("dragging moves on, never beyond the edge, and follows no link", () => {
  show();
  one("[data-zoom=in]").click();
  const [x] = box();
  drag(one("svg path"), [500, 250], [460, 250]);
  expect(box()[0]).toBeGreaterThan(x ?? 0);
  expect(mouse("click", one("svg path"), 460, 250).defaultPrevented).toBe(true);
  drag(one("svg path"), [500, 250], [5000, 250]);
  expect(box()[0]).toBe(0);
  expect(mouse("pointerdown", one("svg path"), 1, 1).defaultPrevented).toBe(false);
});

test("a plain click follows the link", () => {
  show();
  const path = one("svg path");
  mouse("pointerdown", path, 10, 10);
  mouse("pointerup", window, 10, 10);
  expect(mouse("click", path, 10, 10).defaultPrevented).toBe(false);
});

test("says what is under the pointer", () => {
  show();
  one("svg path").dispatchEvent(new MouseEvent("pointerover", { bubbles: true }));
  expect(one("[data-map-note]").textContent).toBe("Grid one · 001");
});

test("clicks set corners, the field holds them", () => {
  show("");
  for (const [x, y] of [
    [100, 100],
    [300, 100],
    [300, 300],
  ] as const)
    mouse("click", one("svg path"), x, y);
  expect(field().value).toBe("119.51, 32.04\n119.53, 32.04\n119.53, 32.02");
  expect(document.querySelectorAll(".pen-corner").length).toBe(3);
  expect(one("[data-map-note]").textContent).toBe("3 corners");
});

test("a corner is dragged", () => {
  show("119.51, 32.04\n119.53, 32.04\n119.53, 32.02");
  drag(one('[data-corner="1"]'), [300, 100], [400, 100]);
  expect(field().value.split("\n")[1]).toBe("119.54, 32.04");
});

test("a corner is moved and taken out by keys, a new one follows the focused one", () => {
  show("119.51, 32.04\n119.53, 32.04\n119.53, 32.02");
  one('[data-corner="0"]').focus();
  press("ArrowRight");
  expect(field().value.split("\n")[0]).toBe("119.5102, 32.04");
  mouse("click", one("svg path"), 200, 50);
  expect(field().value.split("\n")[1]).toBe("119.52, 32.045");
  press("Delete");
  expect(field().value.split("\n").length).toBe(3);
  one("[data-pen-back]").click();
  expect(field().value.split("\n").length).toBe(2);
});

test("what is typed is drawn", () => {
  show("");
  field().value = "119.51, 32.04\n119.53, 32.04\n119.53, 32.02";
  field().dispatchEvent(new Event("input"));
  expect(one(".pen-shape").getAttribute("d")).toMatch(/^M1\d\d/);
  field().value = "nonsense";
  field().dispatchEvent(new Event("input"));
  expect(document.querySelector(".pen-shape")).toBeNull();
});

test("a boundary beyond the edge makes the sheet larger", () => {
  show("119.4, 32.04\n119.53, 32.04\n119.53, 32.02");
  expect(box()[0]).toBeCloseTo(-1000);
});
