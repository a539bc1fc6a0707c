import { beforeEach, expect, test, vi } from "vitest";
import { one, page, press } from "../testing/page";
import { Search } from "./search";

beforeEach(() => {
  Element.prototype.scrollIntoView = vi.fn();
  page(
    `<form data-controller="search"><input id="q" aria-expanded="false"><div id="r" data-search-results hidden></div></form>
     <textarea id="other"></textarea>`,
    "search",
    Search,
  );
});

function results(): void {
  one("#r").innerHTML = '<a href="#one">One</a><a href="#two">Two</a>';
  one("form").dispatchEvent(new CustomEvent("htmx:afterSwap", { bubbles: true }));
}

test("the slash goes to the field, but not while something else is typed", () => {
  one("#other").focus();
  press("/");
  expect(document.activeElement?.id).toBe("other");
  one("#other").blur();
  expect(press("/").defaultPrevented).toBe(true);
  expect(document.activeElement?.id).toBe("q");
});

test("arrows mark results and Enter opens the marked one", () => {
  one("#q").focus();
  results();
  expect(one("#r").hidden).toBe(false);
  press("ArrowDown");
  press("ArrowDown");
  expect(one("#r a.active").textContent).toBe("Two");
  expect(one("#q").getAttribute("aria-activedescendant")).toBe(one("#r a.active").id);
  const opened = vi.fn((event: Event) => event.preventDefault());
  one("#r a.active").addEventListener("click", opened);
  press("Enter");
  expect(opened).toHaveBeenCalledOnce();
});

test("Enter without a marked result is the form's own", () => {
  one("#q").focus();
  results();
  expect(press("Enter").defaultPrevented).toBe(false);
});

test("Escape hides the results", () => {
  one("#q").focus();
  results();
  press("Escape");
  expect(one("#r").hidden).toBe(true);
  expect(one("#q").getAttribute("aria-expanded")).toBe("false");
});
