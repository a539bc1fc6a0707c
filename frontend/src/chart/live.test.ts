import { beforeEach, expect, test, vi } from "vitest";
import { concerns, Live } from "./live";

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
  tell(data: string): void {
    this.dispatchEvent(new MessageEvent("changed", { data }));
  }
}

beforeEach(() => {
  FakeSource.made = [];
  vi.stubGlobal("EventSource", FakeSource);
});

function setUp() {
  const options = { onChange: vi.fn(), onGap: vi.fn(), onState: vi.fn() };
  const live = new Live("/live/DY/", options);
  live.open();
  const source = FakeSource.made[0] as FakeSource;
  return { live, source, ...options };
}

test("passes changes on and skips what it cannot read", () => {
  const { source, onChange } = setUp();
  source.tell('{"subject": "projects.project", "id": "p1", "event": "projects.progress_report.filed"}');
  source.tell("{");
  source.tell('{"id": 5}');
  expect(onChange.mock.calls).toEqual([
    [{ subject: "projects.project", id: "p1", event: "projects.progress_report.filed" }],
  ]);
});

test("the first connection is no gap, the one after an error is", () => {
  const { source, onGap, onState } = setUp();
  source.dispatchEvent(new Event("open"));
  expect(onGap).not.toHaveBeenCalled();
  source.dispatchEvent(new Event("error"));
  expect(onState).toHaveBeenLastCalledWith(false);
  source.dispatchEvent(new Event("open"));
  expect(onGap).toHaveBeenCalledOnce();
  expect(onState).toHaveBeenLastCalledWith(true);
});

test("a page that was hidden may have missed something", () => {
  const { live, source, onGap } = setUp();
  source.dispatchEvent(new Event("open"));
  live.close();
  expect(source.readyState).toBe(2);
  live.open();
  FakeSource.made[1]?.dispatchEvent(new Event("open"));
  expect(onGap).toHaveBeenCalledOnce();
});

test("after the server refused, the next visit tries anew", () => {
  const { live, source } = setUp();
  source.readyState = 2;
  source.dispatchEvent(new Event("error"));
  live.open();
  expect(FakeSource.made).toHaveLength(2);
});

test("a change concerns whoever shows such things, that very object where it is named, and all when it is everything", () => {
  const change = { subject: "matters.matter", id: "m1", event: "matters.matter.dispatched" };
  expect(concerns(change, ["projects.", "matters."])).toBe(true);
  expect(concerns(change, ["projects."])).toBe(false);
  expect(concerns(change, ["matters."], "m2")).toBe(false);
  expect(concerns({ subject: "*", id: "*", event: "*" }, ["matters."], "m2")).toBe(true);
});
