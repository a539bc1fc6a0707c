import { csrfToken } from "../http";
import type { Letter } from "./store";

/**
 * What became of a letter:
 * - `filed`: the server has it; `location` is the page to go to, `html` that page where the answer brought it.
 * - `refused`: the server read it and says no; `html` is the page with the form and its errors.
 * - `kept`: it could not be delivered (no network, server down, signed out); try again with the same key.
 */
export type Outcome =
  | { kind: "filed"; location: string; html?: string }
  | { kind: "refused"; html: string }
  | { kind: "kept"; signedOut: boolean };

/** A status that says “not now”, not “no”. */
const passing = new Set([401, 403, 408, 425, 429]);

/**
 * Sends a letter once. The same key at every attempt lets the server answer the same without filing twice. Only an
 * answer that says so (201 with Location, or a redirect to a page that is not the sign-in) counts as filed.
 */
export async function send(letter: Letter, signInPath: string): Promise<Outcome> {
  const body = new FormData();
  for (const [name, value] of letter.fields) {
    if (name === "csrfmiddlewaretoken") continue;
    if (typeof value === "string") body.append(name, value);
    else body.append(name, value, value.name);
  }
  let response: Response;
  let html: string;
  try {
    response = await fetch(letter.url, {
      method: "POST",
      body,
      credentials: "same-origin",
      headers: { "Idempotency-Key": letter.key, "X-CSRFToken": csrfToken(), Accept: "text/html" },
    });
    html = await response.text();
  } catch {
    return { kind: "kept", signedOut: false };
  }
  const location = response.headers.get("Location");
  if (response.status === 201) return { kind: "filed", location: location ?? letter.page };
  const landed = new URL(response.url || letter.url, window.location.href);
  if (response.redirected) {
    if (landed.pathname.startsWith(signInPath)) return { kind: "kept", signedOut: true };
    if (response.ok) return { kind: "filed", location: landed.href, html };
    return { kind: "kept", signedOut: false };
  }
  if (response.status >= 500 || passing.has(response.status)) {
    return { kind: "kept", signedOut: response.status === 401 || response.status === 403 };
  }
  return { kind: "refused", html };
}
