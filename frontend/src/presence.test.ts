import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { presenceHeaders, watchPresence } from "./presence";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("requests say when nobody has touched the page for a minute", () => {
  watchPresence();
  window.dispatchEvent(new Event("pointermove"));
  expect(presenceHeaders()).toEqual({});
  vi.advanceTimersByTime(59_000);
  expect(presenceHeaders()).toEqual({});
  vi.advanceTimersByTime(1000);
  expect(presenceHeaders()).toEqual({ "X-Guatu-Unattended": "1" });
  window.dispatchEvent(new Event("scroll"));
  expect(presenceHeaders()).toEqual({});
});
