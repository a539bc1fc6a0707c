import { beforeEach, expect, test } from "vitest";
import { one, page } from "../testing/page";
import { Columns } from "./columns";

const options =
  '<option value="">not read</option><option value="name">Name</option><option value="total">Total</option>';

beforeEach(() => {
  page(
    `<form data-controller="columns"><select data-column="B">${options}</select><select data-column="C">${options}</select>
     <p data-columns-message></p><button type="submit">Go</button></form>`,
    "columns",
    Columns,
  );
});

function choose(column: string, value: string): void {
  const select = one<HTMLSelectElement>(`[data-column=${column}]`);
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

test("marks a field chosen for two columns, says so and waits", () => {
  choose("B", "name");
  choose("C", "name");
  expect(one("[data-column=B]").classList).toContain("is-invalid");
  expect(one("[data-column=C]").getAttribute("aria-invalid")).toBe("true");
  expect(one("[data-columns-message]").textContent).toBe("“Name” is chosen for columns B, C.");
  expect(one<HTMLButtonElement>("button").disabled).toBe(true);
});

test("is content again once it is mended", () => {
  choose("B", "name");
  choose("C", "name");
  choose("C", "total");
  expect(document.querySelector(".is-invalid")).toBeNull();
  expect(one("[data-columns-message]").textContent).toBe("");
  expect(one<HTMLButtonElement>("button").disabled).toBe(false);
});

test("several columns may be left out", () => {
  choose("B", "");
  choose("C", "");
  expect(one<HTMLButtonElement>("button").disabled).toBe(false);
});
