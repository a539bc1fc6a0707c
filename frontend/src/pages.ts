import htmx from "htmx.org";

/**
 * Shows a page that was fetched already, as if it had been visited: it is not asked for twice, and what it says once
 * (a message that something is done) is seen.
 */
export function showPage(html: string, url: string): void {
  const page = new DOMParser().parseFromString(html, "text/html");
  document.title = page.title;
  window.history.pushState(null, "", url);
  document.body.replaceWith(page.body);
  htmx.process(document.body);
  window.scrollTo(0, 0);
  document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
}

/** Puts the main part of a fetched page in place of this page's; null when the page has none. */
export function showMain(answer: Document): HTMLElement | null {
  const here = document.querySelector("main");
  const there = answer.querySelector("main");
  if (!here || !there) return null;
  here.replaceChildren(...there.childNodes);
  htmx.process(here);
  return here;
}
