import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, test, vi } from "vitest";
import { letter } from "../testing/letter";
import { letters, onChange, put, remove } from "./store";

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
});

test("keeps letters, oldest first", async () => {
  await put(letter({ key: "b", createdAt: 2 }));
  await put(letter({ key: "a", createdAt: 1 }));
  expect((await letters("7")).map(({ key }) => key)).toEqual(["a", "b"]);
});

test("the same key is the same letter", async () => {
  await put(letter());
  await put(letter({ refused: true }));
  expect(await letters("7")).toEqual([letter({ refused: true })]);
});

test("nobody sees another person's letters", async () => {
  await put(letter({ person: "7" }));
  expect(await letters("8")).toEqual([]);
});

test("takes out and tells", async () => {
  const told = vi.fn();
  onChange(told, new AbortController().signal);
  await put(letter());
  await remove("key-1");
  expect(await letters("7")).toEqual([]);
  expect(told).toHaveBeenCalledTimes(2);
});
