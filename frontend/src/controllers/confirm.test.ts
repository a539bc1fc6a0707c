import { beforeEach, expect, test, vi } from "vitest";
import { one, page, settle } from "../testing/page";
import { Confirm } from "./confirm";

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function show() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close(value?: string) {
    if (value !== undefined) this.returnValue = value;
    this.open = false;
    this.dispatchEvent(new Event("close"));
  };
});

const form = `<form data-controller="confirm" data-confirm="Delete it?" data-confirm-action="Delete" data-confirm-danger>
  <button id="go" type="submit" name="what" value="all">Go</button></form>`;

test("asks before the form is sent, and sends with the pressed button", async () => {
  page(form, "confirm", Confirm);
  const submitters: (HTMLElement | null)[] = [];
  one("form").addEventListener("submit", (event) => {
    event.preventDefault();
    submitters.push((event as SubmitEvent).submitter);
  });
  one("#go").click();
  expect(submitters).toEqual([]);
  expect(one("dialog").textContent).toContain("Delete it?");
  one("dialog .btn-danger").click();
  await settle();
  expect(submitters).toEqual([one("#go")]);
  expect(document.querySelector("dialog")).toBeNull();
});

test("does nothing when the answer is no, and asks again next time", async () => {
  page(form, "confirm", Confirm);
  const sent = vi.fn((event: Event) => event.preventDefault());
  one("form").addEventListener("submit", sent);
  one("#go").click();
  one("dialog .btn").click();
  await settle();
  expect(sent).not.toHaveBeenCalled();
  one("#go").click();
  expect(document.querySelectorAll("dialog")).toHaveLength(1);
});

test("a button outside a form asks before its click counts", async () => {
  page('<button id="b" data-controller="confirm" data-confirm="Sure?">x</button>', "confirm", Confirm);
  const clicked = vi.fn();
  one("#b").addEventListener("click", clicked);
  one("#b").click();
  expect(clicked).not.toHaveBeenCalled();
  one("dialog .btn-primary").click();
  await settle();
  expect(clicked).toHaveBeenCalledOnce();
});
