import { expect, test, vi } from "vitest";
import { type KeyActions, runKey, zoomFrom } from "./keys";

function press(
  key: string,
  options: KeyboardEventInit = {},
  target: HTMLElement = document.createElement("div"),
) {
  const actions = {
    move: vi.fn(),
    movePages: vi.fn(),
    moveToEnd: vi.fn(),
    sideways: vi.fn(),
    open: vi.fn(),
    why: vi.fn(),
    zoomBy: vi.fn(),
    today: vi.fn(),
  } satisfies KeyActions;
  const event = new KeyboardEvent("keydown", { key, cancelable: true, ...options });
  Object.defineProperty(event, "target", { value: target });
  const used = runKey(event, actions);
  const called = Object.entries(actions).flatMap(([name, action]) =>
    action.mock.calls.map((given) => [name, ...given]),
  );
  return { used, called: called[0], prevented: event.defaultPrevented };
}

test.each([
  ["ArrowDown", {}, ["move", 1]],
  ["ArrowUp", {}, ["move", -1]],
  ["ArrowRight", {}, ["sideways", 1]],
  ["ArrowLeft", {}, ["sideways", -1]],
  ["PageDown", {}, ["movePages", 1]],
  ["PageUp", {}, ["movePages", -1]],
  ["Home", {}, ["today"]],
  ["Home", { ctrlKey: true }, ["moveToEnd", "first"]],
  ["End", { ctrlKey: true }, ["moveToEnd", "last"]],
  ["Enter", {}, ["open"]],
  ["w", {}, ["why"]],
  ["+", {}, ["zoomBy", 1]],
  ["-", {}, ["zoomBy", -1]],
])("%s %o", (key, options, expected) => {
  expect(press(key, options)).toMatchObject({ used: true, called: expected, prevented: true });
});

test("leaves the browser's own keys alone", () => {
  for (const [key, options] of [
    ["f", {}],
    ["w", { ctrlKey: true }],
    ["+", { ctrlKey: true }],
    ["ArrowLeft", { altKey: true }],
    ["End", {}],
  ] as const) {
    expect(press(key, options)).toMatchObject({ used: false, called: undefined, prevented: false });
  }
});

test("Enter on a link or button is theirs, on a milestone it opens the project", () => {
  expect(press("Enter", {}, document.createElement("a")).used).toBe(false);
  const milestone = document.createElement("button");
  milestone.className = "chart-milestone";
  expect(press("Enter", {}, milestone).called).toEqual(["open"]);
});

test("zoom stops at both ends", () => {
  expect(zoomFrom("month", 1)).toBe("week");
  expect(zoomFrom("week", 1)).toBe("week");
  expect(zoomFrom("year", -1)).toBe("year");
});
