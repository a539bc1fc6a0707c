import { Live } from "../chart/live";
import { Controller } from "../controller";

/** The subject under which the server tells one person that there is news for them. */
const subject = "notifications.person";

/**
 * The bell in the top bar: `data-live-url` is the zone's stream of changes, `data-person` whose bell it is. When
 * something was told to that person, or may have been while nobody listened, the link inside (htmx, on `told`) counts
 * again. Without a stream it counts every minute by itself.
 */
export class Bell extends Controller {
  private live: Live | undefined;

  connect(): void {
    const { liveUrl, person } = this.element.dataset;
    if (!liveUrl || !person || liveUrl.startsWith("/")) return;
    const live = new Live(liveUrl, {
      onChange: (change) => {
        if (change.subject === subject && change.id === person) this.count();
      },
      onGap: () => this.count(),
      onState: () => {},
    });
    this.live = live;
    live.open();
    this.on(document, "visibilitychange", () => (document.hidden ? live.close() : live.open()));
    this.on(window, "pagehide", () => live.close());
  }

  override disconnect(): void {
    this.live?.close();
  }

  private count(): void {
    this.element.firstElementChild?.dispatchEvent(new CustomEvent("told"));
  }
}
