import { beforeEach, expect, test } from "vitest";
import { one, page, press } from "../testing/page";
import { Menu } from "./menu";

beforeEach(() => {
  page(
    `<div data-controller="menu"><button data-menu-button>Account</button>
     <div data-menu hidden><a href="#1" id="first">1</a><button id="second">2</button><a href="#3" id="third">3</a></div></div><p id="out"></p>`,
    "menu",
    Menu,
  );
});

test("opens and closes by the button", () => {
  one("[data-menu-button]").click();
  expect(one("[data-menu]").hidden).toBe(false);
  expect(one("[data-menu-button]").getAttribute("aria-expanded")).toBe("true");
  one("[data-menu-button]").click();
  expect(one("[data-menu]").hidden).toBe(true);
});

test("arrows walk through the items and around", () => {
  one("[data-menu-button]").focus();
  press("ArrowDown");
  expect(document.activeElement?.id).toBe("first");
  press("ArrowDown");
  expect(document.activeElement?.id).toBe("second");
  press("End");
  expect(document.activeElement?.id).toBe("third");
  press("ArrowDown");
  expect(document.activeElement?.id).toBe("first");
  press("ArrowUp");
  expect(document.activeElement?.id).toBe("third");
});

test("Escape closes and returns to the button", () => {
  one("[data-menu-button]").click();
  one("#second").focus();
  press("Escape");
  expect(one("[data-menu]").hidden).toBe(true);
  expect(document.activeElement).toBe(one("[data-menu-button]"));
});

test("a click elsewhere closes", () => {
  one("[data-menu-button]").click();
  one("#out").click();
  expect(one("[data-menu]").hidden).toBe(true);
});
