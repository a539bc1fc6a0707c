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

test("the phone states where and when a photo is taken, and nothing of an old one", async () => {
  const ask = vi.fn((done: PositionCallback) =>
    done({ coords: { latitude: 32.01, longitude: 119.58, accuracy: 12.4 } } as GeolocationPosition),
  );
  vi.stubGlobal("navigator", { geolocation: { getCurrentPosition: ask } });
  const drop = one(".photo-drop, [data-controller=photo]");
  drop.dataset.stated = "photos_stated";
  drop.insertAdjacentHTML(
    "beforeend",
    '<input type="hidden" name="photos_stated"><span data-photo-status></span>',
  );
  await take("now.jpg");
  await finish();
  const input = one<HTMLInputElement>("input[type=file]");
  allowFiles(input, [new File(["old"], "old.jpg", { type: "image/jpeg", lastModified: 0 })]);
  input.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
  await finish();
  const stated = JSON.parse(one<HTMLInputElement>("input[name=photos_stated]").value);
  expect(stated).toHaveLength(2);
  expect(stated[0]).toMatchObject({ latitude: 32.01, longitude: 119.58, accuracy: 12.4 });
  expect(Date.parse(stated[0].at)).toBeGreaterThan(0);
  expect(stated[1]).toBeNull();
  expect(ask).toHaveBeenCalledTimes(1);
  expect(one("[data-photo-status]").textContent).toBe("Within 12 m");
  vi.unstubAllGlobals();
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
