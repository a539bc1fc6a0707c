import htmx from "htmx.org";
import { concerns, Live } from "../chart/live";
import { Controller } from "../controller";
import { getPage } from "../http";

/** Changes that come together are fetched together, in milliseconds. */
const gather = 600;
/** While somebody fills in a field here, it is left alone and tried again after so many milliseconds. */
const later = 5000;

/**
 * A part of a page that follows what others do. `data-live-url` is the zone's stream of changes, `data-live-on` says of
 * what (`matters.`, several with spaces between), `data-live-id` of which object alone. When such a thing has changed,
 * or may have while nobody listened, the page is asked for again and this part of it, found by its `id`, shown anew:
 * what was unfolded stays unfolded, and what had the focus keeps it.
 */
export class LivePart extends Controller {
  private live: Live | undefined;
  private timer = 0;

  connect(): void {
    const { liveUrl, liveOn = "", liveId } = this.element.dataset;
    if (!liveUrl || liveUrl.startsWith("/") || !this.element.id) return;
    const subjects = liveOn.split(/\s+/).filter(Boolean);
    const live = new Live(liveUrl, {
      onChange: (change) => concerns(change, subjects, liveId) && this.soon(gather),
      onGap: () => this.soon(gather),
      onState: () => {},
    });
    this.live = live;
    live.open();
    const match = () => (document.hidden ? live.close() : live.open());
    this.on(document, "visibilitychange", match);
    this.on(window, "pagehide", () => live.close());
    this.on(window, "pageshow", match);
  }

  override disconnect(): void {
    window.clearTimeout(this.timer);
    this.live?.close();
  }

  private soon(wait: number): void {
    this.timer ||= window.setTimeout(() => {
      this.timer = 0;
      if (this.isBeingFilledIn()) this.soon(later);
      else void this.refresh();
    }, wait);
  }

  private isBeingFilledIn(): boolean {
    return document.activeElement?.matches("input, textarea, select") === true && this.holdsFocus();
  }

  private holdsFocus(): boolean {
    return this.element.contains(document.activeElement);
  }

  private async refresh(): Promise<void> {
    let fresh: HTMLElement | null;
    try {
      const page = await getPage(window.location.href, this.signal);
      fresh = page.getElementById(this.element.id);
    } catch {
      return; // What is shown stays; the next change, or the next connection, tries again.
    }
    if (!fresh || this.isBeingFilledIn()) return;
    const unfolded = this.folds().map((fold) => fold.open);
    const focused = this.holdsFocus() ? document.activeElement?.getAttribute("href") : undefined;
    this.element.replaceChildren(...fresh.childNodes);
    this.folds().forEach((fold, place) => {
      fold.open ||= unfolded[place] ?? false;
    });
    const links = [...this.element.querySelectorAll("a")];
    if (focused) links.find((link) => link.getAttribute("href") === focused)?.focus();
    htmx.process(this.element);
  }

  private folds(): HTMLDetailsElement[] {
    return [...this.element.querySelectorAll("details")];
  }
}
