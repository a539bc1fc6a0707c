import { beforeEach, expect, test, vi } from "vitest";
import { one, page, press, settle } from "../testing/page";
import { Popover } from "./popover";

const answer = (html: string, status = 200) =>
  new Response(html, { status, headers: { "Content-Type": "text/html" } });

beforeEach(() => {
  page(
    '<button id="why" data-controller="popover" data-url="/why/1">Red</button><p id="out"></p>',
    "popover",
    Popover,
  );
});

test("loads the fragment the way htmx asks for one and is named by its heading", async () => {
  const load = vi.fn(async () => answer("<h2>Red light</h2><p>Late.</p>"));
  vi.stubGlobal("fetch", load);
  one("#why").click();
  expect(one(".why").getAttribute("aria-busy")).toBe("true");
  await settle();
  expect(load).toHaveBeenCalledWith(
    "/why/1",
    expect.objectContaining({ headers: expect.objectContaining({ "HX-Request": "true" }) }),
  );
  expect(one(".why").getAttribute("aria-label")).toBe("Red light");
  expect(one(".why").textContent).toContain("Late.");
  expect(one("#why").getAttribute("aria-expanded")).toBe("true");
  press("Escape");
});

test("Escape closes and gives the focus back", async () => {
  vi.stubGlobal("fetch", async () => answer("<p>x</p>"));
  one("#why").click();
  await settle();
  press("Escape");
  expect(document.querySelector(".why")).toBeNull();
  expect(document.activeElement?.id).toBe("why");
});

test("Tab stays inside", async () => {
  vi.stubGlobal("fetch", async () => answer('<a href="#a" id="a">a</a>'));
  one("#why").click();
  await settle();
  one(".popover-close").focus();
  press("Tab");
  expect(document.activeElement?.id).toBe("a");
  press("Tab", { shiftKey: true });
  expect(document.activeElement).toBe(one(".popover-close"));
  press("Escape");
});

test("a press elsewhere closes; the button closes what it opened", async () => {
  vi.stubGlobal("fetch", async () => answer("<p>x</p>"));
  one("#why").click();
  one("#out").dispatchEvent(new Event("pointerdown", { bubbles: true }));
  expect(document.querySelector(".why")).toBeNull();
  one("#why").click();
  one("#why").click();
  expect(document.querySelector(".why")).toBeNull();
});

test("says when it could not be loaded and tries again", async () => {
  let calls = 0;
  vi.stubGlobal("fetch", async () => {
    calls += 1;
    return calls === 1 ? answer("", 500) : answer("<p>there</p>");
  });
  one("#why").click();
  await settle();
  expect(one(".why").textContent).toContain("could not be loaded");
  one(".why .btn").click();
  await settle();
  expect(one(".why").textContent).toContain("there");
  press("Escape");
});
