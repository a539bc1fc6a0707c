import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { one, page } from "../testing/page";
import { Theme } from "./theme";

const buttons = `<div data-controller="theme"><button data-theme-choice="light">L</button>
  <button data-theme-choice="dark">D</button><button data-theme-choice="auto">A</button></div>`;

class System extends EventTarget {
  matches = false;
}
let system: System;

beforeEach(() => {
  system = new System();
  vi.stubGlobal("matchMedia", () => system);
});

afterEach(() => {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie is what is tested.
  document.cookie = "guatu_theme=; max-age=0; path=/";
});

test("follows the system until a choice is made", () => {
  page(buttons, "theme", Theme);
  expect(document.documentElement.dataset.bsTheme).toBe("light");
  system.matches = true;
  system.dispatchEvent(new Event("change"));
  expect(document.documentElement.dataset.bsTheme).toBe("dark");
});

test("remembers the choice for the server and marks its button", () => {
  page(buttons, "theme", Theme);
  one("[data-theme-choice=dark]").click();
  expect(document.documentElement.dataset.bsTheme).toBe("dark");
  expect(document.cookie).toContain("guatu_theme=dark");
  expect(one("[data-theme-choice=dark]").getAttribute("aria-pressed")).toBe("true");
  expect(one("[data-theme-choice=auto]").getAttribute("aria-pressed")).toBe("false");
});

test("a choice outweighs the system", () => {
  system.matches = true;
  page(buttons, "theme", Theme);
  one("[data-theme-choice=light]").click();
  system.dispatchEvent(new Event("change"));
  expect(document.documentElement.dataset.bsTheme).toBe("light");
});
