import { beforeEach, expect, test, vi } from "vitest";
import { allowFiles, fakeFiles } from "../testing/files";
import { one, page, settle } from "../testing/page";
import { formatSize, PhotoInput } from "./photo";

let release: (() => void)[] = [];

beforeEach(() => {
  release = [];
  fakeFiles();
  vi.stubGlobal(
    "createImageBitmap",
    () => new Promise((_, reject) => release.push(() => reject(new Error("unreadable")))),
  );
  page(
    `<form><div data-controller="photo"><div data-photo-thumbs></div><input type="file" name="photos" multiple></div></form>`,
    "photo",
    PhotoInput,
  );
  allowFiles(one<HTMLInputElement>("input"));
});

async function take(...names: string[]): Promise<void> {
  const input = one<HTMLInputElement>("input");
  allowFiles(
    input,
    names.map((name) => new File(["12345"], name, { type: "image/jpeg" })),
  );
  input.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
}

async function finish(): Promise<void> {
  while (release.length > 0) {
    release.shift()?.();
    await settle();
  }
}

const held = () => [...(one<HTMLInputElement>("input").files ?? [])].map(({ name }) => name);

test("each shot adds to the photos, and one can be taken out", async () => {
  await take("a.jpg");
  await finish();
  await take("b.jpg", "c.jpg");
  await finish();
  expect(held()).toEqual(["a.jpg", "b.jpg", "c.jpg"]);
  expect(document.querySelectorAll(".photo-thumb img")).toHaveLength(3);
  one(".photo-thumb:nth-child(2) .photo-remove").click();
  expect(held()).toEqual(["a.jpg", "c.jpg"]);
  expect(one(".photo-remove").getAttribute("aria-label")).toBe("Take out a.jpg");
});

test("a form pressed too early is sent once the photos are ready", async () => {
  const sent = vi.fn((event: Event) => event.preventDefault());
  one("form").addEventListener("submit", sent);
  await take("a.jpg");
  one<HTMLFormElement>("form").requestSubmit();
  expect(sent).not.toHaveBeenCalled();
  await finish();
  expect(sent).toHaveBeenCalledOnce();
  expect(held()).toEqual(["a.jpg"]);
});

test("sizes as people say them", () => {
  expect(formatSize(10)).toBe("1 KB");
  expect(formatSize(340 * 1024)).toBe("340 KB");
  expect(formatSize(1.25 * 1024 * 1024)).toBe("1.3 MB");
});
