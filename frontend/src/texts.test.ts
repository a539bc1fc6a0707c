import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import listed from "../texts.json";
import { page } from "./testing/page";
import { text } from "./texts";

const sources = import.meta.glob<string>(["./**/*.ts", "!./**/*.test.ts", "!./testing/**"], {
  query: "?raw",
  import: "default",
  eager: true,
});

function used(): string[] {
  const keys = new Set<string>();
  for (const source of Object.values(sources)) {
    for (const [, key] of source.matchAll(/\btext\(\s*"([^"]+)"/g)) keys.add(key as string);
  }
  return [...keys].sort();
}

test("every text that scripts say is listed for translation, and no other", () => {
  expect([...listed].sort()).toEqual(used());
});

test("no text is built from parts, where a translator could not see it", () => {
  for (const [path, source] of Object.entries(sources)) {
    const calls = source.match(/(?<!\.)\btext\((?!key: string)\s*[^"\s]/g) ?? [];
    expect(calls, path).toEqual([]);
  }
});

test("the playground's Chinese has every text", () => {
  const chinese = JSON.parse(readFileSync("playground/texts-zh.json", "utf8")) as Record<string, string>;
  expect(Object.keys(chinese).sort()).toEqual(used());
});

test("says the page's translation and fills in values", () => {
  page('<script type="application/json" id="texts">{"{days} days late": "滞后{days}天"}</script>');
  expect(text("{days} days late", { days: 12 })).toBe("滞后12天");
});

test("falls back to English where a translation is missing", () => {
  page('<script type="application/json" id="texts">{"Close": ""}</script>');
  expect(text("Close")).toBe("Close");
  expect(text("Week {week}", { week: 27 })).toBe("Week 27");
});
