import { expect, test, vi } from "vitest";
import { one, page } from "../testing/page";
import { Print } from "./print";

test("prints the page", () => {
  const print = vi.spyOn(window, "print").mockReturnValue();
  page('<button type="button" data-controller="print">Print</button>', "print", Print);
  expect(print).not.toHaveBeenCalled();
  one("button").click();
  expect(print).toHaveBeenCalledOnce();
});
