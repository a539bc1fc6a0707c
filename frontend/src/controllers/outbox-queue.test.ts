import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, test, vi } from "vitest";
import { letters, put } from "../outbox/store";
import { letter } from "../testing/letter";
import { one, page, settle } from "../testing/page";
import { OutboxQueue } from "./outbox-queue";

const html =
  '<meta name="person" content="7"><div class="outbox" data-controller="outbox-queue" hidden></div>';
let keys: string[];

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  keys = [];
});

function server(answer: (key: string) => Response | Promise<Response>): void {
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
    const key = (init.headers as Record<string, string>)["Idempotency-Key"] ?? "";
    keys.push(key);
    return answer(key);
  });
}

async function open(): Promise<HTMLElement> {
  page(html, "outbox-queue", OutboxQueue);
  await settle(30);
  return one(".outbox");
}

const filed = () => new Response("", { status: 201, headers: { Location: "/done" } });
const down = () => Promise.reject(new TypeError("offline"));

test("says nothing when nothing waits", async () => {
  server(filed);
  expect((await open()).hidden).toBe(true);
  expect(keys).toEqual([]);
});

test("says how many wait while there is no connection, and stops at the first failure", async () => {
  await put(letter({ key: "a", createdAt: 1 }));
  server(down);
  expect((await open()).textContent).toContain("1 report waiting to be sent");
  await put(letter({ key: "b", createdAt: 2 }));
  await settle(20);
  expect(one(".outbox").textContent).toContain("2 reports waiting to be sent");
  expect(keys).toEqual(["a"]);
});

test("sends them once, oldest first, when the network is back", async () => {
  await put(letter({ key: "b", createdAt: 2 }));
  await put(letter({ key: "a", createdAt: 1 }));
  server(down);
  await open();
  server(filed);
  keys = [];
  window.dispatchEvent(new Event("online"));
  window.dispatchEvent(new Event("online"));
  await settle(60);
  expect(keys).toEqual(["a", "b"]);
  expect(await letters("7")).toEqual([]);
  expect(one(".outbox").hidden).toBe(true);
});

test("what the server refuses stays until its writer decides", async () => {
  await put(letter({ key: "a", title: "Optical lenses" }));
  server(() => new Response("<main></main>", { status: 422 }));
  const queue = await open();
  expect(queue.textContent).toContain("Not accepted: Optical lenses");
  expect(await letters("7")).toMatchObject([{ key: "a", refused: true }]);
  window.dispatchEvent(new Event("online"));
  await settle(30);
  expect(keys).toEqual(["a"]);
  one(".outbox-refused button").click();
  await settle(30);
  expect(await letters("7")).toEqual([]);
  expect(one(".outbox").hidden).toBe(true);
});

test("leaves alone what its own page is sending, and other people's reports", async () => {
  await put(letter({ key: "a", heldUntil: Date.now() + 60_000 }));
  await put(letter({ key: "b", person: "8" }));
  server(filed);
  expect((await open()).hidden).toBe(true);
  expect(keys).toEqual([]);
});

test("a page for nobody sends nothing", async () => {
  await put(letter({ key: "a", person: "" }));
  server(filed);
  page('<div class="outbox" data-controller="outbox-queue" hidden></div>', "outbox-queue", OutboxQueue);
  await settle(30);
  expect(keys).toEqual([]);
});
