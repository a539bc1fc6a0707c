import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { one, page, press } from "../testing/page";
import { MeetingMode } from "./meeting-mode";

const slide = (id: string) => `
  <section id="${id}" data-mode-slide>
    <details data-mode-form="resolve"><form><textarea></textarea><input type="date">
      <button type="button" data-mode-due="2018-07-06"></button></form></details>
    <details data-mode-form="discuss"><textarea></textarea></details>
  </section>`;
const html = `<div data-controller="meeting-mode">
  <span data-mode-timer></span><span data-mode-progress></span>
  ${["a", "b", "c"].map(slide).join("")}
  <button data-mode="back"></button><button data-mode="on"></button></div>`;

const shown = () =>
  [...document.querySelectorAll<HTMLElement>("[data-mode-slide]")].filter((s) => !s.hidden).map((s) => s.id);

beforeEach(() => {
  window.history.replaceState(null, "", "#");
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test("one slide at a time, by arrow keys, letters, Home and End", () => {
  page(html, "meeting-mode", MeetingMode);
  expect(shown()).toEqual(["a"]);
  press("ArrowRight");
  expect(shown()).toEqual(["b"]);
  expect(one("[data-mode-progress]").textContent).toBe("2/3");
  press("j");
  press("ArrowRight");
  expect(shown()).toEqual(["c"]);
  press("k");
  expect(shown()).toEqual(["b"]);
  press("End");
  expect(window.location.hash).toBe("#c");
  press("Home");
  expect(shown()).toEqual(["a"]);
});

test("buttons move, and end where the agenda ends", () => {
  page(html, "meeting-mode", MeetingMode);
  expect(one<HTMLButtonElement>('[data-mode="back"]').disabled).toBe(true);
  one('[data-mode="on"]').click();
  one('[data-mode="on"]').click();
  expect(shown()).toEqual(["c"]);
  expect(one<HTMLButtonElement>('[data-mode="on"]').disabled).toBe(true);
});

test("R opens the resolution of the slide in sight; typing there does not move; Escape closes", () => {
  page(html, "meeting-mode", MeetingMode);
  press("ArrowRight");
  press("r");
  const form = one<HTMLDetailsElement>('#b details[data-mode-form="resolve"]');
  expect(form.open).toBe(true);
  expect(document.activeElement).toBe(one("#b textarea"));
  press("ArrowRight");
  press("j");
  expect(shown()).toEqual(["b"]);
  press("Escape");
  expect(form.open).toBe(false);
  press("ArrowRight");
  expect(shown()).toEqual(["c"]);
});

test("a suggestion fills in the due date of its form", () => {
  page(html, "meeting-mode", MeetingMode);
  one("#a [data-mode-due]").click();
  expect(one<HTMLInputElement>('#a input[type="date"]').value).toBe("2018-07-06");
  expect(one<HTMLInputElement>('#b input[type="date"]').value).toBe("");
});

test("the timer counts each item and goes on where it was left", () => {
  page(html, "meeting-mode", MeetingMode);
  vi.advanceTimersByTime(65_000);
  expect(one("[data-mode-timer]").textContent).toBe("1:05");
  press("ArrowRight");
  expect(one("[data-mode-timer]").textContent).toBe("0:00");
  vi.advanceTimersByTime(3000);
  press("ArrowLeft");
  expect(one("[data-mode-timer]").textContent).toBe("1:05");
});

test("a swipe moves, a scroll does not", () => {
  page(html, "meeting-mode", MeetingMode);
  const stroke = (x: number, y: number) => {
    for (const [type, name, at] of [
      ["touchstart", "touches", { clientX: 200, clientY: 200 }],
      ["touchend", "changedTouches", { clientX: 200 + x, clientY: 200 + y }],
    ] as const) {
      const event = new Event(type, { bubbles: true });
      Object.defineProperty(event, name, { value: [at] });
      one("#a").dispatchEvent(event);
    }
  };
  stroke(-20, 0);
  stroke(-80, 200);
  expect(shown()).toEqual(["a"]);
  stroke(-120, 10);
  expect(shown()).toEqual(["b"]);
  stroke(120, 10);
  expect(shown()).toEqual(["a"]);
});

test("opens at the item that the address names", () => {
  window.history.replaceState(null, "", "#c");
  page(html, "meeting-mode", MeetingMode);
  expect(shown()).toEqual(["c"]);
});
