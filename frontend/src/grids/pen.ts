import { svg } from "../dom";
import { text } from "../texts";
import { type Place, readBoundary, writeBoundary } from "./boundary-text";
import type { View } from "./view";

/** Where degrees stand on the sheet. */
export interface Scale {
  west: number;
  north: number;
  perLon: number;
  perLat: number;
}

interface Corner {
  ring: number;
  corner: number;
}

// About a centimetre.
const digits = 7;

/** A boundary drawn on the sheet; the text field holds it, and what either says the other shows. */
export class Pen {
  private rings: Place[][] = [];
  private editable = true;
  // The corner last touched: a new one follows it. A click on the sheet takes the focus away, so this outlives it.
  private current: Corner | null = null;

  constructor(
    private readonly layer: SVGGElement,
    private readonly field: HTMLTextAreaElement,
    private readonly view: View,
    private readonly scale: Scale,
    private readonly say: (sentence: string) => void,
  ) {
    layer.addEventListener("focusin", (event) => {
      this.current = this.cornerOf(event.target as Element);
    });
  }

  /** Takes what the field says. */
  read(): void {
    const read = readBoundary(this.field.value);
    this.rings = read?.rings ?? [];
    this.current = null;
    this.editable = read?.editable ?? !this.field.value.trim();
    this.show();
    if (read && !read.editable) this.say(text("Several polygons: change them in the field."));
  }

  /** The room that the boundary takes on the sheet; null where nothing is drawn. */
  get room(): { x: number; y: number; width: number; height: number } | null {
    const spots = this.rings.flat().map((place) => this.spot(place));
    if (!spots.length) return null;
    const xs = spots.map((spot) => spot.x);
    const ys = spots.map((spot) => spot.y);
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
  }

  /** Sets a corner after the one last touched, else at the end. */
  add(x: number, y: number): void {
    if (!this.editable) return;
    const at = this.current ?? {
      ring: Math.max(this.rings.length - 1, 0),
      corner: Number.MAX_SAFE_INTEGER,
    };
    const ring = this.rings[at.ring] ?? [];
    this.rings[at.ring] = ring;
    const corner = Math.min(at.corner + 1, ring.length);
    ring.splice(corner, 0, this.place(x, y));
    this.write({ ring: at.ring, corner });
  }

  /** Takes out the corner last touched, else the last one. */
  takeOut(): void {
    if (!this.editable) return;
    const last = this.rings.length - 1;
    const at = this.current ?? { ring: last, corner: (this.rings[last]?.length ?? 0) - 1 };
    const ring = this.rings[at.ring];
    if (!ring?.length) return;
    ring.splice(at.corner, 1);
    if (!ring.length) this.rings.splice(at.ring, 1);
    this.write({ ring: at.ring, corner: Math.max(at.corner - 1, 0) });
  }

  /** Moves a corner to a spot of the sheet. */
  put(handle: Element, x: number, y: number): void {
    const at = this.cornerOf(handle);
    const ring = at && this.rings[at.ring];
    if (!ring || !at) return;
    ring[at.corner] = this.place(x, y);
    this.write(at);
  }

  /** Moves the corner that has the focus by units of the sheet. */
  nudge(x: number, y: number): boolean {
    const at = this.focused();
    const place = at && this.rings[at.ring]?.[at.corner];
    if (!place || !at) return false;
    const spot = this.spot(place);
    const ring = this.rings[at.ring] as Place[];
    ring[at.corner] = this.place(spot.x + x, spot.y + y);
    this.write(at);
    return true;
  }

  /** Draws everything at the size that fits the scale. */
  show(): void {
    const radius = 6 * this.view.unitsPerPixel;
    const d = this.rings
      .map(
        (ring) =>
          `M${ring
            .map((place) => this.spot(place))
            .map(({ x, y }) => `${x} ${y}`)
            .join("L")}Z`,
      )
      .join("");
    const children: Node[] = d ? [svg("path", { class: "pen-shape", d })] : [];
    if (this.editable) {
      this.rings.forEach((ring, number) => {
        ring.forEach((place, corner) => {
          const { x, y } = this.spot(place);
          children.push(
            svg("circle", {
              class: "pen-corner",
              cx: x,
              cy: y,
              r: radius,
              tabindex: 0,
              role: "button",
              "data-ring": number,
              "data-corner": corner,
              "aria-label": text("Corner {number}: {lon}, {lat}", {
                number: corner + 1,
                lon: place[0],
                lat: place[1],
              }),
            }),
          );
        });
      });
    }
    this.layer.replaceChildren(...children);
  }

  private write(focus: Corner): void {
    this.field.value = writeBoundary(this.rings);
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
    this.show();
    const handle = this.layer.querySelector<SVGElement>(
      `[data-ring="${focus.ring}"][data-corner="${focus.corner}"]`,
    );
    handle?.focus({ preventScroll: true });
    const count = this.rings.flat().length;
    this.say(count === 1 ? text("1 corner") : text("{count} corners", { count }));
  }

  private focused(): Corner | null {
    const { activeElement } = document;
    return activeElement && this.layer.contains(activeElement) ? this.cornerOf(activeElement) : null;
  }

  private cornerOf(handle: Element): Corner | null {
    const { ring, corner } = (handle as SVGElement).dataset;
    return ring === undefined || corner === undefined ? null : { ring: Number(ring), corner: Number(corner) };
  }

  private spot([lon, lat]: Place): { x: number; y: number } {
    return {
      x: (lon - this.scale.west) * this.scale.perLon,
      y: (this.scale.north - lat) * this.scale.perLat,
    };
  }

  private place(x: number, y: number): Place {
    const lon = this.scale.west + x / this.scale.perLon;
    const lat = this.scale.north - y / this.scale.perLat;
    return [Number(lon.toFixed(digits)), Number(lat.toFixed(digits))];
  }
}
