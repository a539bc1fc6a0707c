import { expect, test } from "vitest";
import { one, page } from "../testing/page";
import { Cells } from "./cells";

const form = `<form data-controller="cells"><table><tbody>
  <tr><td><input id="a1" value="1"></td><td><select id="b1"><option>x</option></select></td></tr>
  <tr><td><input id="a2" value="2"></td><td><select id="b2"><option>x</option></select></td></tr>
</tbody></table><button type="submit">send</button></form>`;

function press(id: string, key: string, shiftKey = false): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true });
  one(`#${id}`).dispatchEvent(event);
  return event;
}

test("Enter and the arrow keys stay in the column", () => {
  page(form, "cells", Cells);
  expect(press("a1", "Enter").defaultPrevented).toBe(true);
  expect(document.activeElement?.id).toBe("a2");
  press("a2", "ArrowUp");
  expect(document.activeElement?.id).toBe("a1");
  press("a1", "ArrowDown");
  expect(document.activeElement?.id).toBe("a2");
  press("a2", "Enter", true);
  expect(document.activeElement?.id).toBe("a1");
});

test("Enter in the last row leads to the button, and sends nothing", () => {
  page(form, "cells", Cells);
  expect(press("a2", "Enter").defaultPrevented).toBe(true);
  expect(document.activeElement).toBe(one("button"));
});

test("a list of choices keeps its arrow keys", () => {
  page(form, "cells", Cells);
  expect(press("b1", "ArrowDown").defaultPrevented).toBe(false);
  press("b1", "Enter");
  expect(document.activeElement?.id).toBe("b2");
});
