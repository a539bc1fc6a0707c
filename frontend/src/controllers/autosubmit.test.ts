import { expect, test, vi } from "vitest";
import { one, page } from "../testing/page";
import { Autosubmit } from "./autosubmit";

const form = `<form data-controller="autosubmit">
  <select name="group"><option value="">all</option><option value="unit">unit</option></select>
  <input type="search" name="q" value="">
  <input type="checkbox" name="light" value="red" checked><input type="checkbox" name="light" value="green" checked>
</form>`;

test("submits at once when a choice changes", () => {
  vi.useFakeTimers();
  page(form, "autosubmit", Autosubmit);
  const submit = vi.spyOn(one<HTMLFormElement>("form"), "requestSubmit").mockReturnValue();
  one("select").dispatchEvent(new Event("change", { bubbles: true }));
  vi.advanceTimersByTime(1);
  expect(submit).toHaveBeenCalledOnce();
  vi.useRealTimers();
});

test("waits for the end of typing", () => {
  vi.useFakeTimers();
  page(form, "autosubmit", Autosubmit);
  const submit = vi.spyOn(one<HTMLFormElement>("form"), "requestSubmit").mockReturnValue();
  const field = one("input[name=q]");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  vi.advanceTimersByTime(300);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  vi.advanceTimersByTime(300);
  expect(submit).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(submit).toHaveBeenCalledOnce();
  vi.useRealTimers();
});

test("keeps empty fields out of the address and several values of one field in it", () => {
  page(form, "autosubmit", Autosubmit);
  const data = new FormData(one<HTMLFormElement>("form"));
  const event = new Event("formdata") as Event & { formData: FormData };
  event.formData = data;
  one("form").dispatchEvent(event);
  expect([...data.keys()]).toEqual(["light", "light"]);
  expect(data.getAll("light")).toEqual(["red", "green"]);
});

test("keeps what the address says beside the filters, but not the page of the old list", () => {
  window.history.replaceState(null, "", "/chart?zoom=week&light=grey&page=3");
  page(form, "autosubmit", Autosubmit);
  const event = new Event("formdata") as Event & { formData: FormData };
  event.formData = new FormData(one<HTMLFormElement>("form"));
  one("form").dispatchEvent(event);
  expect([...event.formData.entries()]).toEqual([
    ["light", "red"],
    ["light", "green"],
    ["zoom", "week"],
  ]);
  window.history.replaceState(null, "", "/");
});
