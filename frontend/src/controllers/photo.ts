import { Controller } from "../controller";
import { h } from "../dom";
import { shrinkPhoto } from "../photos/shrink";
import { text } from "../texts";

interface Photo {
  file: File;
  url: string;
  stated: Stated | null;
}

/** What the phone says of a photo that it has just taken. */
interface Stated {
  at: string;
  latitude: number;
  longitude: number;
  accuracy: number;
}

/** A file older than this was not taken now: where the phone is says nothing about it. */
const fresh = 10 * 60_000;

/**
 * Photos of a report: each press of the file input adds to what is there, `[data-photo-thumbs]` shows them with a
 * button to take one out. Large ones are shrunk to `data-max-side` pixels (2560); the input always holds exactly
 * what will be sent. With `data-stated` the phone is asked where it is when a photo is taken; what it says goes into the
 * hidden field of that name, in the order of the photos.
 */
export class PhotoInput extends Controller {
  private photos: Photo[] = [];
  private working = 0;
  private held: (() => void) | undefined;

  connect(): void {
    this.on(this.input, "change", () => this.add([...(this.input.files ?? [])]));
    const form = this.element.closest("form");
    if (form)
      this.on(form, "submit", (event) => this.hold(event as unknown as SubmitEvent), { capture: true });
    // After the browser's “back”, or when a form is shown again, the input may hold files already.
    if (this.input.files?.length) void this.add([...this.input.files]);
  }

  override disconnect(): void {
    for (const { url } of this.photos) URL.revokeObjectURL(url);
  }

  private get input(): HTMLInputElement {
    const input = this.element.querySelector<HTMLInputElement>("input[type=file]");
    if (!input) throw new Error('data-controller="photo" needs an input of type file inside');
    return input;
  }

  /** Sending waits until the photos are ready, then goes on by itself. */
  private hold(event: SubmitEvent): void {
    if (this.working === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const form = event.target as HTMLFormElement;
    const { submitter } = event;
    this.held = () => (submitter ? form.requestSubmit(submitter) : form.requestSubmit());
  }

  private async add(files: File[]): Promise<void> {
    const maxSide = Number(this.element.dataset.maxSide ?? 2560);
    this.working += 1;
    this.element.setAttribute("aria-busy", "true");
    const position = this.element.dataset.stated ? this.whereNow(files) : Promise.resolve(null);
    const added: Photo[] = [];
    for (const file of files) {
      const ready = await shrinkPhoto(file, maxSide);
      added.push({ file: ready, url: URL.createObjectURL(ready), stated: null });
    }
    const stated = await position;
    for (const [place, photo] of added.entries()) if (isFresh(files[place])) photo.stated = stated;
    this.photos.push(...added);
    this.working -= 1;
    this.show();
    if (this.working > 0) return;
    this.element.removeAttribute("aria-busy");
    this.held?.();
    this.held = undefined;
  }

  /** Where the phone is now; null where nothing was taken just now, or the phone does not say. */
  private whereNow(files: File[]): Promise<Stated | null> {
    if (!("geolocation" in navigator) || !files.some(isFresh)) return Promise.resolve(null);
    const at = new Date().toISOString();
    return new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        ({ coords: { latitude, longitude, accuracy } }) => {
          this.say(text("Within {metres} m", { metres: String(Math.round(accuracy)) }));
          resolve({ at, latitude, longitude, accuracy });
        },
        () => {
          this.say(text("The device does not say where it is."));
          resolve(null);
        },
        { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
      ),
    );
  }

  private say(words: string): void {
    const place = this.element.querySelector("[data-photo-status]");
    if (place) place.textContent = words;
  }

  private remove(photo: Photo): void {
    URL.revokeObjectURL(photo.url);
    this.photos = this.photos.filter((other) => other !== photo);
    this.show();
    this.input.focus();
  }

  private show(): void {
    const transfer = new DataTransfer();
    for (const { file } of this.photos) transfer.items.add(file);
    this.input.files = transfer.files;
    const field = this.element.querySelector<HTMLInputElement>(
      `input[name="${this.element.dataset.stated ?? ""}"]`,
    );
    if (field) field.value = JSON.stringify(this.photos.map(({ stated }) => stated));
    this.element
      .querySelector("[data-photo-thumbs]")
      ?.replaceChildren(...this.photos.map((photo) => this.thumb(photo)));
  }

  private thumb(photo: Photo): HTMLElement {
    const image = h("img", { src: photo.url, alt: photo.file.name });
    const remove = h("button", { type: "button", class: "photo-remove" }, "×");
    remove.setAttribute("aria-label", text("Take out {name}", { name: photo.file.name }));
    remove.addEventListener("click", () => this.remove(photo));
    return h(
      "div",
      { class: "photo-thumb" },
      image,
      h("span", { class: "photo-size" }, formatSize(photo.file.size)),
      remove,
    );
  }
}

function isFresh(file: File | undefined): boolean {
  return file !== undefined && Date.now() - file.lastModified < fresh;
}

/** 340 KB, 1.2 MB. */
export function formatSize(bytes: number): string {
  const kilobytes = bytes / 1024;
  return kilobytes < 1000
    ? `${Math.max(1, Math.round(kilobytes))} KB`
    : `${(kilobytes / 1024).toFixed(1)} MB`;
}
