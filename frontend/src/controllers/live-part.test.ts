import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { one, page, settle } from "../testing/page";
import { LivePart } from "./live-part";

vi.mock("htmx.org", () => ({ default: { process: vi.fn() } }));

class Source extends EventTarget {
  static CLOSED = 2;
  static last: Source;
  readyState = 1;
  constructor() {
    super();
    Source.last = this;
  }
  close(): void {}
  tell(subject: string, id = "m1"): void {
    const data = JSON.stringify({ subject, id, event: "matters.matter.dispatched" });
    this.dispatchEvent(new MessageEvent("changed", { data }));
  }
}

const part = (inner: string, id = "") =>
  `<div id="live" data-controller="live-part" data-live-url="http://x/live/DY/" data-live-on="matters."${id}>${inner}</div>`;
let answer: () => Promise<Response>;
let asked: number;

beforeEach(() => {
  vi.useFakeTimers();
  asked = 0;
  answer = async () => new Response(part("<p>new</p>"));
  vi.stubGlobal("EventSource", Source);
  vi.stubGlobal("fetch", () => {
    asked += 1;
    return answer();
  });
});

afterEach(() => vi.useRealTimers());

async function wait(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  vi.useRealTimers();
  await settle();
  vi.useFakeTimers();
}

test("shows itself anew once when several matters moved together", async () => {
  page(part("<p>old</p>"), "live-part", LivePart);
  Source.last.tell("matters.matter");
  Source.last.tell("matters.matter", "m2");
  await wait(700);
  expect(one("#live").textContent).toBe("new");
  expect(asked).toBe(1);
});

test("leaves alone what is of something else, unless everything may have changed", async () => {
  page(part("<p>old</p>", ' data-live-id="m1"'), "live-part", LivePart);
  Source.last.tell("projects.project");
  Source.last.tell("matters.matter", "m2");
  await wait(700);
  expect(asked).toBe(0);
  Source.last.tell("*", "*");
  await wait(700);
  expect(one("#live").textContent).toBe("new");
});

test("what is unfolded stays so, and the focus stays on its link", async () => {
  const list = (word: string) =>
    part(`<a href="/m/1/">${word}</a><details><summary>More</summary>…</details>`);
  answer = async () => new Response(list("new"));
  page(list("old"), "live-part", LivePart);
  one<HTMLDetailsElement>("details").open = true;
  one("a").focus();
  Source.last.tell("matters.matter");
  await wait(700);
  expect(document.activeElement?.textContent).toBe("new");
  expect(one<HTMLDetailsElement>("details").open).toBe(true);
});

test("somebody who is writing is not disturbed", async () => {
  page(part('<input name="q">'), "live-part", LivePart);
  one("input").focus();
  Source.last.tell("matters.matter");
  await vi.advanceTimersByTimeAsync(700);
  expect(asked).toBe(0);
  one("input").blur();
  await wait(5000);
  expect(one("#live").textContent).toBe("new");
});

test("keeps what it shows when the server does not answer well, or with another page", async () => {
  page(part("<p>old</p>"), "live-part", LivePart);
  answer = async () => new Response("", { status: 503 });
  Source.last.tell("matters.matter");
  await wait(700);
  answer = async () => new Response("<main>Sign in</main>");
  Source.last.tell("matters.matter");
  await wait(700);
  expect(asked).toBe(2);
  expect(one("#live").textContent).toBe("old");
});
