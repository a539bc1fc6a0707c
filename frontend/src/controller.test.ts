import { afterEach, beforeEach, expect, test } from "vitest";
import { Controller, register, start } from "./controller";
import { settle } from "./testing/page";

const log: string[] = [];

class Probe extends Controller {
  connect(): void {
    log.push(`connect ${this.element.id}`);
    this.on(document, "ping", () => log.push(`ping ${this.element.id}`));
  }
  override disconnect(): void {
    log.push(`disconnect ${this.element.id}`);
  }
}

let stop: () => void;

beforeEach(() => {
  log.length = 0;
  register("probe", Probe);
  document.body.innerHTML = '<div id="a" data-controller="probe"></div>';
  stop = start(document.body);
});

afterEach(() => stop());

test("connects what is in the page", () => {
  expect(log).toEqual(["connect a"]);
});

test("connects what is swapped in and disconnects what is swapped out", async () => {
  document.body.innerHTML = '<section><p id="b" data-controller="probe"></p></section>';
  await settle();
  expect(log).toEqual(["connect a", "disconnect a", "connect b"]);
});

test("keeps an element that is only moved", async () => {
  const section = document.createElement("section");
  document.body.append(section);
  section.append(document.getElementById("a") as HTMLElement);
  await settle();
  expect(log).toEqual(["connect a"]);
});

test("stops listening when the element leaves", async () => {
  document.getElementById("a")?.remove();
  await settle();
  document.dispatchEvent(new Event("ping"));
  expect(log).toEqual(["connect a", "disconnect a"]);
});

test("gives one element several controllers", async () => {
  class Other extends Controller {
    connect(): void {
      log.push(`other ${this.element.id}`);
    }
  }
  register("other", Other);
  document.body.innerHTML = '<p id="c" data-controller="probe other"></p>';
  await settle();
  expect(log).toContain("connect c");
  expect(log).toContain("other c");
});

test("names a controller that does not exist", () => {
  stop();
  document.body.innerHTML = '<p data-controller="nothing-like-it"></p>';
  expect(() => start(document.body)).toThrow(/nothing-like-it/);
  document.body.innerHTML = "";
});
