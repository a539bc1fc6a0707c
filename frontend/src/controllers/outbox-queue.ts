import { Controller } from "../controller";
import { h } from "../dom";
import { currentPerson, signInPath } from "../outbox/person";
import { send } from "../outbox/send";
import { type Letter, letters, onChange, put, remove } from "../outbox/store";
import { text } from "../texts";

/** Without a sign that the network is back, it is tried this often, in milliseconds. */
const tryEvery = 60_000;

/**
 * Says how many reports wait on this device and sends them when there is a connection, oldest first, one at a time
 * and in one tab only. A report that the server refuses stays until its writer has looked at it.
 */
export class OutboxQueue extends Controller {
  private timer = 0;
  private sending = false;

  connect(): void {
    if (!currentPerson()) return;
    onChange(() => void this.show(), this.signal);
    this.on(window, "online", () => void this.flush());
    this.on(document, "visibilitychange", () => !document.hidden && void this.flush());
    this.timer = window.setInterval(() => void this.flush(), tryEvery);
    void this.flush();
  }

  override disconnect(): void {
    window.clearInterval(this.timer);
  }

  private async waiting(): Promise<Letter[]> {
    try {
      return await letters(currentPerson());
    } catch {
      // A browser that keeps nothing has nothing waiting.
      return [];
    }
  }

  private async flush(): Promise<void> {
    await this.show();
    if (this.sending || navigator.onLine === false) return;
    this.sending = true;
    try {
      await inOneTab(() => this.sendAll());
    } finally {
      this.sending = false;
      await this.show();
    }
  }

  private async sendAll(): Promise<void> {
    for (const letter of await this.waiting()) {
      if (letter.refused || letter.heldUntil > Date.now() || this.signal.aborted) continue;
      const outcome = await send(letter, signInPath());
      if (outcome.kind === "filed") await remove(letter.key);
      else if (outcome.kind === "refused") await put({ ...letter, refused: true });
      else return;
    }
  }

  private async show(): Promise<void> {
    const all = (await this.waiting()).filter(({ heldUntil }) => heldUntil <= Date.now());
    const refused = all.filter((letter) => letter.refused);
    const count = all.length - refused.length;
    this.element.hidden = all.length === 0;
    this.element.replaceChildren();
    if (count > 0) {
      const message =
        count === 1
          ? text("1 report waiting to be sent")
          : text("{count} reports waiting to be sent", { count });
      const button = h("button", { type: "button", class: "btn btn-sm" }, text("Send now"));
      button.addEventListener("click", () => void this.flush());
      this.element.append(h("span", {}, message), button);
    }
    for (const letter of refused) this.element.append(this.refusal(letter));
  }

  private refusal(letter: Letter): HTMLElement {
    const discard = h("button", { type: "button", class: "btn btn-sm" }, text("Discard"));
    discard.addEventListener("click", () => void remove(letter.key));
    return h(
      "div",
      { class: "outbox-refused" },
      h("span", {}, text("Not accepted: {title}", { title: letter.title })),
      h("a", { class: "btn btn-sm", href: letter.page }, text("Look at it again")),
      discard,
    );
  }
}

/** Runs the task unless another tab of this site is at it; without the Locks API the server's key check suffices. */
async function inOneTab(task: () => Promise<void>): Promise<void> {
  if (!("locks" in navigator)) return task();
  await navigator.locks.request("guatu-outbox", { ifAvailable: true }, async (lock) => {
    if (lock) await task();
  });
}
