import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { watchFailures } from "./failures";
import { one, page } from "./testing/page";

beforeAll(watchFailures);
beforeEach(() => {
  page("<form></form>");
});

const person = { isTrusted: true, type: "submit" };

/** What htmx says of a request that was made `by` a person's own event, or by one of the page's. */
function happened(name: string, verb: string, status = 0, by: object | undefined = person) {
  const detail = { xhr: { status }, requestConfig: { verb, triggeringEvent: by } };
  one("form").dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
}

const shown = () => document.querySelector(".failure")?.textContent ?? "";

test("what the server could not do is told, and that nothing was saved", () => {
  happened("htmx:responseError", "post", 503);
  expect(shown()).toContain("error 503");
  expect(shown()).toContain("Nothing was saved. Try again in a moment.");
  expect(one(".failure").getAttribute("role")).toBe("alert");
});

test("what it refused is told in other words", () => {
  happened("htmx:responseError", "post", 403);
  expect(shown()).toContain("This was not done (error 403). Nothing was saved.");
});

test("where nothing was to be saved, nothing is said of it", () => {
  happened("htmx:responseError", "get", 500);
  expect(shown()).toContain("could not answer (error 500). Try again");
  happened("htmx:responseError", "post", 500, { isTrusted: true, type: "input" });
  expect(shown()).toContain("could not answer (error 500). Try again");
  happened("htmx:sendError", "get");
  expect(shown()).toContain("could not be reached. Try again");
  expect(document.querySelectorAll(".failure")).toHaveLength(1);
});

test("without an answer nobody knows, and it says so", () => {
  happened("htmx:sendError", "post");
  expect(shown()).toContain("probably not saved");
  happened("htmx:timeout", "post");
  expect(shown()).toContain("probably not saved");
});

test("without a network nothing was saved", () => {
  const offline = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  happened("htmx:sendError", "post");
  expect(shown()).toContain("There is no connection. Nothing was saved.");
  offline.mockRestore();
});

test("what a page asks for by itself fails in silence", () => {
  happened("htmx:sendError", "get", 0, { ...person, isTrusted: false });
  happened("htmx:responseError", "get", 503, {});
  expect(shown()).toBe("");
});

test("it goes when it is closed, and with the next attempt", () => {
  happened("htmx:responseError", "post", 500);
  one<HTMLButtonElement>(".failure button").click();
  expect(shown()).toBe("");
  happened("htmx:responseError", "post", 500);
  happened("htmx:beforeSend", "get", 0, { ...person, isTrusted: false });
  expect(shown()).not.toBe("");
  happened("htmx:beforeSend", "post");
  expect(shown()).toBe("");
});
