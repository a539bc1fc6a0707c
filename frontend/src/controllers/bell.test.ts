import { beforeEach, expect, test, vi } from "vitest";
import { one, page } from "../testing/page";
import { Bell } from "./bell";

class FakeSource extends EventTarget {
  static CLOSED = 2;
  static made: FakeSource[] = [];
  readyState = 1;
  constructor(readonly url: string) {
    super();
    FakeSource.made.push(this);
  }
  close(): void {
    this.readyState = 2;
  }
  tell(subject: string, id: string): void {
    this.dispatchEvent(new MessageEvent("changed", { data: JSON.stringify({ subject, id, event: "told" }) }));
  }
}

beforeEach(() => {
  FakeSource.made = [];
  vi.stubGlobal("EventSource", FakeSource);
});

function setUp(liveUrl = "http://localhost:8001/live/DY/") {
  page(
    `<div data-controller="bell" data-live-url="${liveUrl}" data-person="p1"><a href="#x">bell</a></div>`,
    "bell",
    Bell,
  );
  const told = vi.fn();
  one("a").addEventListener("told", told);
  return told;
}

test("counts again when something was told to this person", () => {
  const told = setUp();
  FakeSource.made[0]?.tell("notifications.person", "p1");
  expect(told).toHaveBeenCalledOnce();
});

test("what is told to others, or is another change, is not counted", () => {
  const told = setUp();
  FakeSource.made[0]?.tell("notifications.person", "p2");
  FakeSource.made[0]?.tell("projects.project", "p1");
  expect(told).not.toHaveBeenCalled();
});

test("counts again after a gap", () => {
  const told = setUp();
  const [source] = FakeSource.made;
  source?.dispatchEvent(new Event("open"));
  expect(told).not.toHaveBeenCalled();
  source?.dispatchEvent(new Event("error"));
  source?.dispatchEvent(new Event("open"));
  expect(told).toHaveBeenCalledOnce();
});

test("listens to nothing where there is no stream, and gives the connection back when it leaves", async () => {
  setUp("/live/DY/");
  expect(FakeSource.made).toHaveLength(0);
  setUp();
  one("div").remove();
  await new Promise((resolve) => setTimeout(resolve));
  expect(FakeSource.made[0]?.readyState).toBe(2);
});
