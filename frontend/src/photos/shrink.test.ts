import { afterEach, expect, test, vi } from "vitest";
import { fitWithin, shrinkPhoto } from "./shrink";

afterEach(() => vi.unstubAllGlobals());

// The test page's Blob lacks this method, which every browser has.
Blob.prototype.arrayBuffer ??= function read(this: Blob) {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as ArrayBuffer);
    reader.readAsArrayBuffer(this);
  });
};

function stub(width: number, height: number, encoded: number): { close: ReturnType<typeof vi.fn> } {
  const bitmap = { width, height, close: vi.fn() };
  vi.stubGlobal("createImageBitmap", async () => bitmap);
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
  vi.spyOn(HTMLCanvasElement.prototype, "toBlob").mockImplementation((callback, type) =>
    callback(new Blob([new Uint8Array(encoded)], { type: type ?? "" })),
  );
  return bitmap;
}

const photo = new File([new Uint8Array(5000)], "IMG_1.HEIC", { type: "image/jpeg", lastModified: 42 });

test("keeps proportions within the longer side", () => {
  expect(fitWithin(4000, 3000, 2560)).toEqual({ width: 2560, height: 1920 });
  expect(fitWithin(3000, 4000, 2560)).toEqual({ width: 1920, height: 2560 });
  expect(fitWithin(800, 600, 2560)).toEqual({ width: 800, height: 600 });
});

test("draws a large photo anew, as JPEG with its date", async () => {
  const bitmap = stub(4000, 3000, 900);
  const small = await shrinkPhoto(photo, 2560);
  expect(small).toMatchObject({ name: "IMG_1.jpg", type: "image/jpeg", size: 900, lastModified: 42 });
  expect(bitmap.close).toHaveBeenCalled();
});

test("leaves a small photo, one that would grow, and what is no picture", async () => {
  stub(800, 600, 10);
  expect(await shrinkPhoto(photo, 2560)).toBe(photo);
  stub(4000, 3000, 9000);
  expect(await shrinkPhoto(photo, 2560)).toBe(photo);
  const text = new File(["x"], "a.txt", { type: "text/plain" });
  expect(await shrinkPhoto(text, 2560)).toBe(text);
  vi.stubGlobal("createImageBitmap", async () => Promise.reject(new Error("unreadable")));
  expect(await shrinkPhoto(photo, 2560)).toBe(photo);
});
