import { expect, test, vi } from "vitest";
import { one, page } from "../testing/page";
import { Language } from "./language";

test("choosing a language submits the form", () => {
  page(
    '<form data-controller="language"><select name="language"><option>en</option></select></form>',
    "language",
    Language,
  );
  const submit = vi.spyOn(one<HTMLFormElement>("form"), "requestSubmit").mockReturnValue();
  one("select").dispatchEvent(new Event("change", { bubbles: true }));
  expect(submit).toHaveBeenCalledOnce();
});
