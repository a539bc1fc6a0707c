import { h } from "../dom";
import { HttpError } from "../http";
import { text } from "../texts";

/** What stands in the chart's place, or over its rows, when rows are not there. */
export class Notices {
  readonly element = h("div", { class: "chart-notices" });

  clear(): void {
    this.element.replaceChildren();
  }

  loading(): void {
    const lines = Array.from({ length: 9 }, () => h("i"));
    this.element.replaceChildren(
      h("div", { class: "skeleton-lines chart-skeleton", "aria-hidden": "true" }, ...lines),
    );
  }

  /** There are no projects: because of filters, or at all. */
  empty(filtered: boolean): void {
    const message = filtered
      ? text("No project matches these filters.")
      : text("Projects appear here once a list is imported.");
    const all = h("a", { class: "btn", href: window.location.pathname }, text("Show all projects"));
    this.element.replaceChildren(full(text("No projects here"), message, filtered ? all : undefined));
  }

  /** Nothing could be loaded. */
  failed(error: unknown, retry: () => void): void {
    const button = action(error, retry, "btn btn-primary");
    this.element.replaceChildren(full(text("The chart could not be loaded"), explain(error), button));
  }

  /** Some of the rows could not be loaded; the others stay. */
  failedRows(error: unknown, retry: () => void): void {
    const message = `${text("Some rows could not be loaded.")} ${explain(error)}`;
    this.element.replaceChildren(
      h(
        "div",
        { class: "chart-strip", role: "alert" },
        h("span", {}, message),
        action(error, retry, "btn btn-sm"),
      ),
    );
  }
}

/** What went wrong with loading, in plain words. */
export function explain(error: unknown): string {
  if (error instanceof HttpError) {
    if (error.status === 401) return text("You are signed out.");
    if (error.status === 403 || error.status === 404) return text("You may not see this chart.");
    return text("The server could not answer (error {status}).", { status: error.status });
  }
  return navigator.onLine ? text("The server could not be reached.") : text("There is no connection.");
}

function full(title: string, message: string, button?: HTMLElement): HTMLElement {
  const element = h("div", { class: "empty-state", role: "status" }, h("h2", {}, title), h("p", {}, message));
  if (button) element.append(h("div", { class: "empty-state-actions" }, button));
  return element;
}

/** Trying again helps with everything but an ended session: there the page itself leads to the sign-in. */
function action(error: unknown, retry: () => void, className: string): HTMLElement {
  const signedOut = error instanceof HttpError && error.status === 401;
  const button = h(
    "button",
    { type: "button", class: className },
    signedOut ? text("Sign in again") : text("Try again"),
  );
  button.addEventListener("click", signedOut ? () => window.location.reload() : retry);
  return button;
}
