import { exifSegment, uprightSegment, withSegment } from "./exif";

/** Width and height that keep the proportions and whose longer side is at most `maxSide`. */
export function fitWithin(width: number, height: number, maxSide: number): { width: number; height: number } {
  const factor = Math.min(1, maxSide / Math.max(width, height));
  return { width: Math.round(width * factor), height: Math.round(height * factor) };
}

/**
 * A photo small enough to send over a phone's connection: one whose longer side exceeds `maxSide` pixels is drawn
 * anew as JPEG, with its Exif block (time, place). Smaller ones, and files that the browser cannot read as a picture,
 * come back as they are; so does a photo that would not get smaller.
 */
export async function shrinkPhoto(file: File, maxSide: number): Promise<File> {
  if (!file.type.startsWith("image/") || file.type === "image/svg+xml") return file;
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file;
  }
  const size = fitWithin(bitmap.width, bitmap.height, maxSide);
  if (size.width === bitmap.width) {
    bitmap.close();
    return file;
  }
  const blob = await draw(bitmap, size);
  bitmap.close();
  if (!blob || blob.size >= file.size) return file;
  const segment = exifSegment(new Uint8Array(await file.arrayBuffer()));
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const content = segment ? withSegment(bytes, uprightSegment(segment)) : bytes;
  const name = `${file.name.replace(/\.[^.]+$/, "") || "photo"}.jpg`;
  return new File([content], name, { type: "image/jpeg", lastModified: file.lastModified });
}

function draw(
  bitmap: ImageBitmap,
  { width, height }: { width: number; height: number },
): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, width, height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.86));
}
