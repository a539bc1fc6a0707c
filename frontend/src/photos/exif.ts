/**
 * When and where a photo was taken is evidence, and drawing it anew loses it. These functions carry the Exif block
 * (JPEG segment APP1, “Exif\0\0”, a TIFF structure inside) from one JPEG file to another.
 */
const startOfImage = 0xffd8;
const app1 = 0xffe1;
const startOfScan = 0xffda;
const orientationTag = 0x0112;

/** The whole APP1 segment of a JPEG file with its marker; undefined where there is none. */
export function exifSegment(jpeg: Uint8Array): Uint8Array | undefined {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  if (jpeg.length < 4 || view.getUint16(0) !== startOfImage) return undefined;
  for (let at = 2; at + 4 <= jpeg.length; ) {
    const marker = view.getUint16(at);
    const size = view.getUint16(at + 2);
    if (marker < 0xff00 || marker === startOfScan || size < 2) return undefined;
    const end = at + 2 + size;
    if (end > jpeg.length) return undefined;
    if (marker === app1 && isExif(jpeg, at + 4)) return jpeg.slice(at, end);
    at = end;
  }
  return undefined;
}

function isExif(bytes: Uint8Array, at: number): boolean {
  return [0x45, 0x78, 0x69, 0x66, 0, 0].every((byte, index) => bytes[at + index] === byte);
}

/** A copy of the segment that says “upright”: the pixels of a photo drawn anew stand upright already. */
export function uprightSegment(segment: Uint8Array): Uint8Array {
  const copy = segment.slice();
  const tiff = 10;
  if (copy.length < tiff + 8) return copy;
  const view = new DataView(copy.buffer);
  const little = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, little);
  if (directory + 2 > copy.length) return copy;
  const entries = view.getUint16(directory, little);
  for (let index = 0; index < entries; index += 1) {
    const entry = directory + 2 + index * 12;
    if (entry + 12 > copy.length) break;
    if (view.getUint16(entry, little) === orientationTag) view.setUint16(entry + 8, 1, little);
  }
  return copy;
}

/** The JPEG file with the segment put in right after its start. */
export function withSegment(jpeg: Uint8Array, segment: Uint8Array): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(jpeg.length + segment.length);
  result.set(jpeg.subarray(0, 2), 0);
  result.set(segment, 2);
  result.set(jpeg.subarray(2), 2 + segment.length);
  return result;
}
