import { expect, test } from "vitest";
import { exifSegment, uprightSegment, withSegment } from "./exif";

/** A JPEG's beginning: start, JFIF segment, Exif segment with an orientation of 6, then the scan. */
function jpeg({ little = true, exif = true } = {}): Uint8Array {
  const tiff = new DataView(new ArrayBuffer(8 + 2 + 12 + 4));
  tiff.setUint16(0, little ? 0x4949 : 0x4d4d);
  tiff.setUint16(2, 42, little);
  tiff.setUint32(4, 8, little);
  tiff.setUint16(8, 1, little);
  tiff.setUint16(10, 0x0112, little);
  tiff.setUint16(12, 3, little);
  tiff.setUint32(14, 1, little);
  tiff.setUint16(18, 6, little);
  const body = [0x45, 0x78, 0x69, 0x66, 0, 0, ...new Uint8Array(tiff.buffer)];
  const app1 = [0xff, 0xe1, 0, body.length + 2, ...body];
  const app0 = [0xff, 0xe0, 0, 6, 1, 2, 3, 4];
  return Uint8Array.from([0xff, 0xd8, ...app0, ...(exif ? app1 : []), 0xff, 0xda, 0, 2, 9, 9]);
}

test.each([true, false])("carries the block over, upright (little-endian: %s)", (little) => {
  const segment = exifSegment(jpeg({ little })) as Uint8Array;
  expect(segment.slice(0, 2)).toEqual(Uint8Array.from([0xff, 0xe1]));
  const merged = withSegment(jpeg({ exif: false }), uprightSegment(segment));
  expect(merged.slice(0, 2)).toEqual(Uint8Array.from([0xff, 0xd8]));
  const again = exifSegment(merged) as Uint8Array;
  expect(again).toHaveLength(segment.length);
  expect(new DataView(again.buffer).getUint16(10 + 18, little)).toBe(1);
  expect(merged.length).toBe(jpeg({ exif: false }).length + segment.length);
});

test("leaves the original block as it is", () => {
  const segment = exifSegment(jpeg()) as Uint8Array;
  uprightSegment(segment);
  expect(new DataView(segment.buffer).getUint16(10 + 18, true)).toBe(6);
});

test("finds none where there is none", () => {
  expect(exifSegment(jpeg({ exif: false }))).toBeUndefined();
  expect(exifSegment(Uint8Array.from([0x89, 0x50, 0x4e, 0x47]))).toBeUndefined();
  expect(exifSegment(new Uint8Array())).toBeUndefined();
});

test("stands broken and hostile files", () => {
  const whole = jpeg();
  for (let length = 0; length < whole.length; length += 1) {
    const segment = exifSegment(whole.slice(0, length));
    if (segment) expect(uprightSegment(segment)).toHaveLength(segment.length);
  }
  const far = exifSegment(whole) as Uint8Array;
  new DataView(far.buffer).setUint32(10 + 4, 0xffffffff, true);
  expect(() => uprightSegment(far)).not.toThrow();
});
