/** A place: longitude and latitude in degrees of CGCS2000. */
export type Place = [number, number];

/** What the text of a boundary says: its rings, each without the closing point; whether a pen may change them. */
export interface BoundaryText {
  rings: Place[][];
  editable: boolean;
}

const line = /^\s*([-+]?\d+(?:\.\d+)?)[\s,;]+([-+]?\d+(?:\.\d+)?)[\s,;]*$/;

/** Reads “longitude, latitude” lines (an empty line begins a hole) or a pasted GeoJSON geometry; null for neither. */
export function readBoundary(text: string): BoundaryText | null {
  const plain = text.normalize("NFKC").trim();
  if (plain.startsWith("{")) return readJson(plain);
  const rings: Place[][] = [[]];
  for (const row of plain.split("\n")) {
    if (!row.trim()) {
      rings.push([]);
      continue;
    }
    const found = line.exec(row);
    if (!found) return null;
    rings.at(-1)?.push([Number(found[1]), Number(found[2])]);
  }
  return { rings: rings.filter((ring) => ring.length).map(open), editable: true };
}

function readJson(text: string): BoundaryText | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const geometry = (value as { geometry?: unknown }).geometry ?? value;
  const { type, coordinates } = geometry as { type?: string; coordinates?: unknown };
  const polygons =
    type === "Polygon" ? [coordinates] : type === "MultiPolygon" ? (coordinates as unknown[]) : null;
  if (!Array.isArray(polygons)) return null;
  const rings = polygons.flat() as Place[][];
  const sound = rings.every((ring) => Array.isArray(ring) && ring.every((place) => isPlace(place)));
  return sound ? { rings: rings.map(open), editable: type === "Polygon" } : null;
}

function isPlace(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === "number" && typeof value[1] === "number";
}

/** A ring without the point that closes it. */
function open(ring: Place[]): Place[] {
  const [first, last] = [ring[0], ring.at(-1)];
  const closed = ring.length > 1 && first && last && first[0] === last[0] && first[1] === last[1];
  return closed ? ring.slice(0, -1) : ring;
}

/** The rings as lines of text. */
export function writeBoundary(rings: Place[][]): string {
  return rings.map((ring) => ring.map(([lon, lat]) => `${lon}, ${lat}`).join("\n")).join("\n\n");
}
