import { beforeEach, expect, test, vi } from "vitest";
import { allowFiles, fakeFiles } from "../testing/files";
import { one, page } from "../testing/page";
import { fillForm } from "./fill";

beforeEach(() => {
  fakeFiles();
  page(`<form><input type="hidden" name="token" value="mine"><input name="text"><input name="text">
    <textarea name="note"></textarea><select name="stage"><option value="1">1</option><option value="2">2</option></select>
    <input type="checkbox" name="tick" value="a" checked><input type="checkbox" name="tick" value="b">
    <input type="file" name="photos"></form>`);
});

test("brings back texts, choices, ticks and files, and leaves hidden fields", () => {
  const photo = new File(["x"], "a.jpg");
  const input = one<HTMLInputElement>("[name=photos]");
  allowFiles(input);
  const changed = vi.fn();
  input.addEventListener("change", changed);
  fillForm(one<HTMLFormElement>("form"), [
    ["token", "old"],
    ["text", "one"],
    ["text", "two"],
    ["note", "n"],
    ["stage", "2"],
    ["tick", "b"],
    ["photos", photo],
    ["gone", "x"],
  ]);
  const form = one<HTMLFormElement>("form");
  expect([...new FormData(form)].filter(([name]) => name !== "photos")).toEqual([
    ["token", "mine"],
    ["text", "one"],
    ["text", "two"],
    ["note", "n"],
    ["stage", "2"],
    ["tick", "b"],
  ]);
  expect([...(input.files ?? [])]).toEqual([photo]);
  expect(changed).toHaveBeenCalledOnce();
});
