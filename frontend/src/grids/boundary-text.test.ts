import { expect, test } from "vitest";
import { readBoundary, writeBoundary } from "./boundary-text";

test("lines of points are a ring, an empty line begins a hole", () => {
  const read = readBoundary(
    "119.5, 32\n119.6 32\n１１９.6，32.1\n\n119.55,32.02\n119.56,32.02\n119.56,32.03\n",
  );
  expect(read?.rings.map((ring) => ring.length)).toEqual([3, 3]);
  expect(read?.rings[0]?.[2]).toEqual([119.6, 32.1]);
  expect(read?.editable).toBe(true);
});

test("what is written is read back the same", () => {
  const rings: [number, number][][] = [
    [
      [119.5123456, 32],
      [119.6, 32],
      [119.6, 32.1],
    ],
  ];
  expect(readBoundary(writeBoundary(rings))?.rings).toEqual(rings);
});

test("the point that closes a ring is not a corner", () => {
  expect(readBoundary("1, 2\n3, 4\n5, 6\n1, 2")?.rings[0]?.length).toBe(3);
});

test("GeoJSON is read; several polygons are shown but not for the pen", () => {
  const ring = "[[1,2],[3,4],[5,6],[1,2]]";
  expect(readBoundary(`{"type":"Polygon","coordinates":[${ring}]}`)).toEqual({
    rings: [
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
    ],
    editable: true,
  });
  const several = readBoundary(
    `{"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[${ring}],[${ring}]]}}`,
  );
  expect(several?.rings.length).toBe(2);
  expect(several?.editable).toBe(false);
});

test.each(["nonsense", "119.5", "1, 2, 3", "{", '{"type":"Point","coordinates":[1,2]}'])(
  "%s is no boundary",
  (text) => {
    expect(readBoundary(text)).toBeNull();
  },
);
