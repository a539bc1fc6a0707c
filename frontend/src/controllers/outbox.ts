import { Controller } from "../controller";
import { h } from "../dom";
import { fillForm } from "../outbox/fill";
import { newKey } from "../outbox/key";
import { currentPerson, signInPath } from "../outbox/person";
import { type Outcome, send } from "../outbox/send";
import { type Letter, letters, put, remove } from "../outbox/store";
import { showMain, showPage } from "../pages";
import { text } from "../texts";

/** The page itself is given this long to deliver, in milliseconds; after that the queue tries. */
const ownTurn = 180_000;

/**
 * A form for the field: what is filled in is kept on the device before it is sent, and sent again later when there
 * was no signal. What the server refused later stands in the form again when its page is opened. A browser that
 * keeps nothing (private window) submits the form in the ordinary way.
 */
export class Outbox extends Controller<HTMLFormElement> {
  private busy = false;
  /** Key of a refused report that this form now replaces. */
  private replaces: string | undefined;

  connect(): void {
    const field = this.keyField;
    if (!field.value) field.value = newKey();
    this.on(this.element, "submit", (event) => {
      // Other controllers (confirm, photo) may have stopped it.
      if (event.defaultPrevented) return;
      event.preventDefault();
      if (!this.busy) void this.file(event as unknown as SubmitEvent);
    });
    void this.restore();
  }

  private get keyField(): HTMLInputElement {
    const found = this.element.querySelector<HTMLInputElement>("input[name=idempotency_key]");
    if (found) return found;
    const field = h("input", { type: "hidden", name: "idempotency_key" });
    this.element.append(field);
    return field;
  }

  /** Brings back a report that was refused when it was sent later. */
  private async restore(): Promise<void> {
    const mine = await letters(currentPerson()).catch(() => []);
    const letter = mine.find(({ refused, url }) => refused && url === this.element.action);
    if (!letter || this.signal.aborted) return;
    fillForm(this.element, letter.fields);
    this.replaces = letter.key;
    const message = text("This report was not accepted when it was sent. Check it and send it again.");
    this.element.prepend(h("p", { class: "notice notice-warning", role: "status" }, message));
  }

  private async file(event: SubmitEvent): Promise<void> {
    this.setBusy(true);
    const letter: Letter = {
      key: this.keyField.value,
      person: currentPerson(),
      url: this.element.action,
      page: window.location.href,
      title: this.element.dataset.title || document.title,
      fields: [...new FormData(this.element, event.submitter)],
      createdAt: Date.now(),
      heldUntil: Date.now() + ownTurn,
      refused: false,
    };
    try {
      await put(letter);
    } catch {
      this.element.submit();
      return;
    }
    const outcome = await send(letter, signInPath());
    if (outcome.kind === "kept") await put({ ...letter, heldUntil: 0 });
    else await remove(letter.key);
    if (this.replaces && outcome.kind !== "refused") await remove(this.replaces);
    this.setBusy(false);
    this.settle(outcome);
  }

  private settle(outcome: Outcome): void {
    if (outcome.kind === "filed") {
      this.element.dispatchEvent(new Event("saved"));
      if (outcome.html) showPage(outcome.html, outcome.location);
      else window.location.assign(outcome.location);
    } else if (outcome.kind === "refused") {
      this.showAgain(outcome.html);
    } else {
      this.element.dispatchEvent(new Event("saved"));
      this.showKept(outcome.signedOut);
    }
  }

  /** The page as the server sent it, with its errors; chosen files are taken over, a page cannot bring them. */
  private showAgain(html: string): void {
    const answer = new DOMParser().parseFromString(html, "text/html");
    for (const input of this.element.querySelectorAll<HTMLInputElement>("input[type=file]")) {
      const again = answer.querySelector<HTMLInputElement>(
        `input[type=file][name="${CSS.escape(input.name)}"]`,
      );
      if (again && input.files) again.files = input.files;
    }
    // Mended, it is another report than the one refused: it gets a new key.
    for (const field of answer.querySelectorAll<HTMLInputElement>("input[name=idempotency_key]"))
      field.value = "";
    const main = showMain(answer);
    if (main) {
      (main.querySelector<HTMLElement>(".is-invalid, [aria-invalid=true]") ?? main).focus();
      return;
    }
    this.keyField.value = newKey();
    this.element.before(
      h("p", { class: "notice notice-error", role: "alert" }, text("The report was not accepted.")),
    );
  }

  private showKept(signedOut: boolean): void {
    const message = signedOut
      ? text("Your report is kept on this device. Sign in again and it will be sent.")
      : text(
          "There is no connection. Your report is kept on this device and will be sent once there is one.",
        );
    const notice = h("div", { class: "notice notice-warning", role: "status", tabindex: "-1" }, message);
    this.element.replaceWith(notice);
    notice.focus();
  }

  private setBusy(busy: boolean): void {
    this.busy = busy;
    this.element.setAttribute("aria-busy", String(busy));
    for (const button of this.element.querySelectorAll<HTMLButtonElement>("[type=submit]")) {
      button.classList.toggle("btn-loading", busy);
    }
  }
}
