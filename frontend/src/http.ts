import { presenceHeaders } from "./presence";

/** Django's token for requests that change something, from `<meta name="csrf-token">`. */
export function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

/** An answer that is not a success; `status` is the HTTP status. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    url: string,
  ) {
    super(`${url}: HTTP ${status}`);
  }
}

/**
 * GETs JSON of the session; throws {@link HttpError} for any status that is not a success, and for a page in its
 * place (a session that ended answers with the sign-in page) one with status 401.
 */
export async function getJson<T>(url: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(url, {
    signal,
    credentials: "same-origin",
    headers: { Accept: "application/json", ...presenceHeaders() },
  });
  if (!response.ok) throw new HttpError(response.status, url);
  if (!response.headers.get("Content-Type")?.includes("json")) throw new HttpError(401, url);
  return (await response.json()) as T;
}

/** GETs an HTML fragment the way htmx does, so that the server leaves out the page frame. */
export async function getFragment(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, {
    signal,
    credentials: "same-origin",
    headers: { Accept: "text/html", "HX-Request": "true", ...presenceHeaders() },
  });
  if (!response.ok) throw new HttpError(response.status, url);
  return response.text();
}

/** GETs a whole page of the session, to show a part of it. */
export async function getPage(url: string, signal: AbortSignal): Promise<Document> {
  const response = await fetch(url, {
    signal,
    credentials: "same-origin",
    headers: { Accept: "text/html", ...presenceHeaders() },
  });
  if (!response.ok) throw new HttpError(response.status, url);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}
