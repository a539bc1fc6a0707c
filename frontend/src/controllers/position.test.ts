import { expect, test, vi } from "vitest";
import { one, page } from "../testing/page";
import { Position } from "./position";

const form = `<div data-controller="position">
  <input name="longitude"><input name="latitude">
  <button type="button" data-position-button hidden></button><span data-position-status></span>
</div>`;

function device(answer: Partial<Geolocation>): void {
  vi.stubGlobal("isSecureContext", true);
  vi.stubGlobal("navigator", { ...navigator, geolocation: answer });
}

test("writes where the device is into the fields", () => {
  device({
    getCurrentPosition: (found) =>
      found({ coords: { longitude: 119.5813021, latitude: 32.0101, accuracy: 11.6 } } as GeolocationPosition),
  });
  page(form, "position", Position);
  const changed = vi.fn();
  one("input[name=latitude]").addEventListener("change", changed);
  one("button").click();
  expect(one<HTMLInputElement>("input[name=longitude]").value).toBe("119.581302");
  expect(one<HTMLInputElement>("input[name=latitude]").value).toBe("32.010100");
  expect(one("[data-position-status]").textContent).toContain("12");
  expect(changed).toHaveBeenCalledOnce();
});

test("says so where the device does not tell", () => {
  device({ getCurrentPosition: (_found, failed) => failed?.({} as GeolocationPositionError) });
  page(form, "position", Position);
  one("button").click();
  expect(one("[data-position-status]").textContent).not.toBe("");
});

test("stays hidden where a position cannot be asked for", () => {
  vi.stubGlobal("isSecureContext", false);
  page(form, "position", Position);
  expect(one("button").hidden).toBe(true);
});
