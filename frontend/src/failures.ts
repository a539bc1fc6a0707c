import { h } from "./dom";
import { text } from "./texts";

interface Detail {
  xhr: XMLHttpRequest;
  requestConfig: { verb: string; triggeringEvent?: Event };
}

/** With these somebody means to save; what a page looks up while they fill something in goes by POST too. */
const deeds = ["submit", "click"];

/**
 * Says in plain words that what somebody did came to nothing: htmx itself leaves the page as it was and says nothing
 * when the server refuses, breaks or is away. What a page asks for by itself fails in silence and is asked for again.
 */
export function watchFailures(): void {
  listen("htmx:responseError", (detail) => show(answered(detail.xhr.status, saves(detail))));
  listen("htmx:sendError", (detail) => show(unanswered(saves(detail))));
  listen("htmx:timeout", (detail) => show(unanswered(saves(detail))));
  listen("htmx:beforeSend", clear);
}

function listen(name: string, act: (detail: Detail) => void): void {
  document.addEventListener(name, (event) => {
    const { detail } = event as CustomEvent<Detail>;
    // Only a person's own clicks and keys are trusted events; a clock is none, a stream of changes makes its own.
    if (detail.requestConfig.triggeringEvent?.isTrusted) act(detail);
  });
}

function saves({ requestConfig: { verb, triggeringEvent } }: Detail): boolean {
  return verb !== "get" && deeds.includes(triggeringEvent?.type ?? "");
}

function answered(status: number, saving: boolean): string {
  if (!saving) {
    return text("The server could not answer (error {status}). Try again in a moment.", { status });
  }
  if (status >= 500) {
    return text("The server could not answer (error {status}). Nothing was saved. Try again in a moment.", {
      status,
    });
  }
  return text(
    "This was not done (error {status}). Nothing was saved. Load the page again and try once more.",
    {
      status,
    },
  );
}

function unanswered(saving: boolean): string {
  if (navigator.onLine === false) {
    return text("There is no connection. Nothing was saved. Try again once there is one.");
  }
  if (!saving) return text("The server could not be reached. Try again in a moment.");
  return text(
    "No answer came, so this is probably not saved. Before you send it again, look whether it is there.",
  );
}

function show(message: string): void {
  clear();
  const close = h("button", { type: "button", class: "btn btn-sm" }, text("Close"));
  close.addEventListener("click", clear);
  document.body.append(
    h("div", { class: "failure notice notice-error", role: "alert" }, h("p", {}, message), close),
  );
}

function clear(): void {
  document.querySelector(".failure")?.remove();
}
