/**
 * Whether somebody is there. A page that follows others asks by itself; what it asks must not keep a session alive
 * that nobody uses, so such requests say so.
 */

/** Without a touch for so many milliseconds, nobody is there. */
const left = 60_000;
const touches = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "scroll"] as const;

let last = Date.now();

/** Begins to notice; called once. */
export function watchPresence(): void {
  for (const touch of touches) {
    window.addEventListener(touch, () => (last = Date.now()), { capture: true, passive: true });
  }
}

/** What a request of this moment says of presence: nothing while somebody is there. */
export function presenceHeaders(): Record<string, string> {
  return Date.now() - last < left ? {} : { "X-Guatu-Unattended": "1" };
}
