import { afterEach, expect, test, vi } from "vitest";
import { one, page, press } from "../testing/page";
import { Disclosure } from "./disclosure";

afterEach(() => {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie is what is tested.
  document.cookie = "guatu_side=; max-age=0; path=/";
});

test("opens and closes what it controls", () => {
  page(
    '<button data-controller="disclosure" aria-controls="nav" aria-expanded="false"></button><nav id="nav"></nav>',
    "disclosure",
    Disclosure,
  );
  one("button").click();
  expect(one("nav").dataset.open).toBe("true");
  expect(one("button").getAttribute("aria-expanded")).toBe("true");
  one("button").click();
  expect(one("nav").dataset.open).toBe("false");
});

test("Escape closes and gives the focus back", () => {
  page(
    '<button data-controller="disclosure" data-escape aria-controls="nav" aria-expanded="false"></button><nav id="nav"><a href="#x">x</a></nav>',
    "disclosure",
    Disclosure,
  );
  one("button").click();
  one("a").focus();
  press("Escape");
  expect(one("nav").dataset.open).toBe("false");
  expect(document.activeElement).toBe(one("button"));
});

test("remembers what was chosen", () => {
  vi.stubGlobal("matchMedia", () => ({ matches: true }));
  const html =
    '<button data-controller="disclosure" data-keep="side" data-open-from="1280px" aria-controls="nav"></button><nav id="nav"></nav>';
  page(html, "disclosure", Disclosure);
  expect(one("nav").dataset.open).toBe("true");
  one("button").click();
  expect(document.cookie).toContain("guatu_side=false");
  page(html, "disclosure", Disclosure);
  expect(one("nav").dataset.open).toBe("false");
});
