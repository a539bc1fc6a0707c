import { expect, test } from "vitest";
import { one, page } from "../testing/page";
import { Unsaved } from "./unsaved";

const form =
  '<form data-controller="unsaved"><input type="hidden" name="csrfmiddlewaretoken" value="a"><input name="name" value="old"></form>';

function leaves(): boolean {
  const event = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(event);
  return !event.defaultPrevented;
}

test("lets an untouched form go", () => {
  page(form, "unsaved", Unsaved);
  expect(leaves()).toBe(true);
});

test("asks when something was changed, and no longer when it was changed back", () => {
  page(form, "unsaved", Unsaved);
  one<HTMLInputElement>("[name=name]").value = "new";
  expect(leaves()).toBe(false);
  one<HTMLInputElement>("[name=name]").value = "old";
  expect(leaves()).toBe(true);
});

test("does not ask about a form that was just sent or kept", () => {
  page(form, "unsaved", Unsaved);
  one<HTMLInputElement>("[name=name]").value = "new";
  one("form").dispatchEvent(new Event("saved"));
  expect(leaves()).toBe(true);
});

test("a new token is no change", () => {
  page(form, "unsaved", Unsaved);
  one<HTMLInputElement>("[name=csrfmiddlewaretoken]").value = "b";
  expect(leaves()).toBe(true);
});
