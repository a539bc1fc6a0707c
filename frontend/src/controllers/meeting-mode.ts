import { Controller } from "../controller";
import { setText } from "../dom";

const typing = "input, textarea, select, [contenteditable]";
const swipeLeast = 60;

/**
 * Meeting mode: the slides in the element (`data-mode-slide`) are shown one at a time.
 *
 * Arrow keys, J and K, Home and End, a swipe, and the buttons `data-mode="on|back|full"` move; R opens the resolution
 * of the slide in sight, D its note, Escape closes them, F fills the screen. A button `data-mode-due` fills in the due
 * date of its form. The timer counts the time on the item; the address keeps which one it is.
 */
export class MeetingMode extends Controller {
  private at = 0;
  private readonly spent = new Map<string, number>();
  private since = 0;
  private ticking = 0;
  private touchedAt: { x: number; y: number } | undefined;

  connect(): void {
    this.element.dataset.modeOn = "";
    const wanted = this.slides.findIndex((slide) => `#${slide.id}` === window.location.hash);
    this.show(Math.max(wanted, 0), false);
    this.on(document, "keydown", (event) => this.key(event));
    this.on(this.element, "click", (event) => this.click(event));
    this.on(this.element, "touchstart", (event) => this.touch(event), { passive: true });
    this.on(this.element, "touchend", (event) => this.swipe(event), { passive: true });
    this.ticking = window.setInterval(() => this.tick(), 1000);
  }

  override disconnect(): void {
    window.clearInterval(this.ticking);
  }

  private get slides(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>("[data-mode-slide]")];
  }

  private get current(): HTMLElement | undefined {
    return this.slides[this.at];
  }

  private show(to: number, keep = true): void {
    const slides = this.slides;
    this.leave();
    this.at = Math.min(Math.max(to, 0), Math.max(slides.length - 1, 0));
    slides.forEach((slide, place) => {
      slide.hidden = place !== this.at;
    });
    const progress = this.element.querySelector("[data-mode-progress]");
    if (progress) setText(progress, slides.length ? `${this.at + 1}/${slides.length}` : "0/0");
    for (const [way, end] of [
      ["back", 0],
      ["on", slides.length - 1],
    ] as const) {
      const button = this.element.querySelector<HTMLButtonElement>(`[data-mode="${way}"]`);
      if (button) button.disabled = this.at === end || slides.length === 0;
    }
    const id = this.current?.id;
    if (keep && id) window.history.replaceState(null, "", `#${id}`);
    this.element.scrollTo?.({ top: 0 });
    this.tick();
  }

  /** Adds up what has been spent on the item that is left. */
  private leave(): void {
    const id = this.current?.id;
    if (id && this.since) this.spent.set(id, this.seconds);
    this.since = Date.now();
  }

  private get seconds(): number {
    const before = this.spent.get(this.current?.id ?? "") ?? 0;
    return before + Math.floor((Date.now() - this.since) / 1000);
  }

  private tick(): void {
    const timer = this.element.querySelector("[data-mode-timer]");
    const seconds = this.seconds;
    if (timer) setText(timer, `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Escape") return this.close();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest(typing)) return;
    const acts: Record<string, () => void> = {
      ArrowRight: () => this.show(this.at + 1),
      ArrowDown: () => this.show(this.at + 1),
      j: () => this.show(this.at + 1),
      ArrowLeft: () => this.show(this.at - 1),
      ArrowUp: () => this.show(this.at - 1),
      k: () => this.show(this.at - 1),
      Home: () => this.show(0),
      End: () => this.show(this.slides.length - 1),
      r: () => this.open("resolve"),
      d: () => this.open("discuss"),
      f: () => this.full(),
    };
    const act = acts[event.key] ?? acts[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  }

  private click(event: MouseEvent): void {
    if (!(event.target instanceof Element)) return;
    const due = event.target.closest<HTMLElement>("[data-mode-due]");
    if (due) {
      const field = due.closest("form")?.querySelector<HTMLInputElement>('input[type="date"]');
      if (field) field.value = due.dataset.modeDue ?? "";
      return;
    }
    switch (event.target.closest<HTMLElement>("[data-mode]")?.dataset.mode) {
      case "on":
        return this.show(this.at + 1);
      case "back":
        return this.show(this.at - 1);
      case "full":
        return this.full();
    }
  }

  private touch(event: TouchEvent): void {
    const touch = event.touches[0];
    const typed = event.target instanceof Element && event.target.closest(typing);
    this.touchedAt = touch && !typed ? { x: touch.clientX, y: touch.clientY } : undefined;
  }

  /** A stroke across the screen, more sideways than up or down. */
  private swipe(event: TouchEvent): void {
    const touch = event.changedTouches[0];
    if (!touch || !this.touchedAt) return;
    const [x, y] = [touch.clientX - this.touchedAt.x, touch.clientY - this.touchedAt.y];
    this.touchedAt = undefined;
    if (Math.abs(x) < swipeLeast || Math.abs(x) < 2 * Math.abs(y)) return;
    this.show(x < 0 ? this.at + 1 : this.at - 1);
  }

  private open(which: string): void {
    this.close();
    const form = this.current?.querySelector<HTMLDetailsElement>(`details[data-mode-form="${which}"]`);
    if (!form) return;
    form.open = true;
    form.querySelector("textarea")?.focus();
    form.scrollIntoView?.({ block: "nearest" });
  }

  private close(): void {
    for (const form of this.current?.querySelectorAll<HTMLDetailsElement>("details[data-mode-form]") ?? []) {
      form.open = false;
    }
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }

  private full(): void {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void document.documentElement.requestFullscreen?.();
  }
}
