import { Controller } from "../controller";
import { text } from "../texts";

/** How many decimals of a degree are kept: about a decimetre. */
const places = 6;

/**
 * Fills in where the device is: `[data-position-button]` asks for the position and writes it into the fields
 * `longitude` and `latitude` inside. The button stays hidden where the device cannot say.
 */
export class Position extends Controller {
  connect(): void {
    const button = this.element.querySelector<HTMLButtonElement>("[data-position-button]");
    if (!button || !("geolocation" in navigator) || !window.isSecureContext) return;
    button.hidden = false;
    this.on(button, "click", () => this.ask(button));
  }

  private ask(button: HTMLButtonElement): void {
    button.classList.add("btn-loading");
    this.say("");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        button.classList.remove("btn-loading");
        this.fill("longitude", coords.longitude);
        this.fill("latitude", coords.latitude);
        this.say(text("Within {metres} m", { metres: String(Math.round(coords.accuracy)) }));
      },
      () => {
        button.classList.remove("btn-loading");
        this.say(text("The device does not say where it is."));
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
    );
  }

  private fill(name: string, degrees: number): void {
    const field = this.element.querySelector<HTMLInputElement>(`input[name=${name}]`);
    if (!field) return;
    field.value = degrees.toFixed(places);
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  private say(words: string): void {
    const place = this.element.querySelector("[data-position-status]");
    if (place) place.textContent = words;
  }
}
