import { onTestFinished } from "vitest";
import { type Controller, register, start } from "../controller";
import { resetTexts } from "../texts";

let number = 0;

/** Puts HTML into the page and connects one controller under its name; both are taken away after the test. */
export function page(
  html: string,
  name?: string,
  controller?: new (element: never) => Controller,
): HTMLElement {
  document.body.innerHTML = html;
  resetTexts();
  if (name && controller) register(name, controller);
  const stop = start(document.body);
  onTestFinished(() => {
    stop();
    document.body.innerHTML = "";
  });
  return document.body;
}

/** The one element for a selector. */
export function one<E extends HTMLElement = HTMLElement>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (!found) throw new Error(`no element ${selector} in the page`);
  return found;
}

/** Presses a key where the focus is; the event, to see whether it was used. */
export function press(key: string, options: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...options });
  (document.activeElement ?? document.body).dispatchEvent(event);
  return event;
}

/** Lets promises and mutation observers run. */
export async function settle(turns = 5): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setTimeout(resolve));
}

/** A name no other test uses. */
export function fresh(prefix: string): string {
  number += 1;
  return `${prefix}-${number}`;
}
