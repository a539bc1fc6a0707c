import { getFragment } from "./http";
import { text } from "./texts";

let close: (() => void) | undefined;

/**
 * Shows the HTML fragment at `url` in a small dialog beside `anchor`. Opening it again for the same anchor closes
 * it; Escape, a click outside and the dialog's button close it and give the focus back. Only one is open.
 */
export function openPopover(anchor: HTMLElement, url: string): void {
  const again = anchor.getAttribute("aria-expanded") === "true" && close !== undefined;
  close?.();
  if (again) return;

  const ending = new AbortController();
  const box = build();
  document.body.append(box);
  anchor.setAttribute("aria-expanded", "true");

  close = () => {
    if (ending.signal.aborted) return;
    ending.abort();
    close = undefined;
    const hadFocus = box.contains(document.activeElement) || document.activeElement === document.body;
    box.remove();
    anchor.setAttribute("aria-expanded", "false");
    if (hadFocus && anchor.isConnected) anchor.focus();
  };
  const listen = { signal: ending.signal };
  box.querySelector(".popover-close")?.addEventListener("click", () => close?.(), listen);
  box.addEventListener("keydown", (event) => trap(event, box), listen);
  document.addEventListener("keydown", (event) => event.key === "Escape" && close?.(), listen);
  document.addEventListener(
    "pointerdown",
    (event) => {
      const target = event.target as Node;
      if (!box.contains(target) && !anchor.contains(target)) close?.();
    },
    listen,
  );
  window.addEventListener("resize", () => place(box, anchor), listen);

  place(box, anchor);
  box.focus();
  void fill(box, anchor, url, ending.signal);
}

/** Closes the popover that is open, if any. */
export function closePopover(): void {
  close?.();
}

function build(): HTMLElement {
  const box = document.createElement("div");
  box.className = "why";
  box.tabIndex = -1;
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-label", text("Explanation"));
  box.setAttribute("aria-busy", "true");
  const body = document.createElement("div");
  body.className = "why-body";
  body.innerHTML = '<div class="skeleton-lines" aria-hidden="true"><i></i><i></i><i></i></div>';
  const button = document.createElement("button");
  button.type = "button";
  button.className = "popover-close btn-close";
  button.setAttribute("aria-label", text("Close"));
  box.append(body, button);
  return box;
}

async function fill(box: HTMLElement, anchor: HTMLElement, url: string, signal: AbortSignal): Promise<void> {
  const body = box.querySelector<HTMLElement>(".why-body");
  if (!body) return;
  try {
    body.innerHTML = await getFragment(url, signal);
  } catch {
    if (signal.aborted) return;
    body.textContent = "";
    const message = document.createElement("p");
    message.textContent = text("This could not be loaded.");
    const retry = document.createElement("button");
    retry.type = "button";
    retry.className = "btn btn-sm";
    retry.textContent = text("Try again");
    retry.addEventListener("click", () => void fill(box, anchor, url, signal), { once: true });
    body.append(message, retry);
  }
  box.removeAttribute("aria-busy");
  const heading = body.querySelector<HTMLElement>("h1, h2, h3, h4");
  if (heading?.textContent) box.setAttribute("aria-label", heading.textContent.trim());
  place(box, anchor);
}

/** Below the anchor where there is room, else above it; on a phone the style sheet makes it a bottom sheet. */
function place(box: HTMLElement, anchor: HTMLElement): void {
  const gap = 6;
  const margin = 8;
  const at = anchor.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const height = document.documentElement.clientHeight;
  const size = box.getBoundingClientRect();
  const below = at.bottom + gap + size.height <= height - margin;
  const top = below ? at.bottom + gap : Math.max(margin, at.top - gap - size.height);
  const left = Math.min(Math.max(margin, at.left - 8), Math.max(margin, width - size.width - margin));
  box.style.setProperty("--why-left", `${Math.round(left)}px`);
  box.style.setProperty("--why-top", `${Math.round(top)}px`);
}

function trap(event: KeyboardEvent, box: HTMLElement): void {
  if (event.key !== "Tab") return;
  const stops = [
    ...box.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, [tabindex='0']"),
  ];
  const first = stops[0];
  const last = stops.at(-1);
  const active = document.activeElement;
  if (event.shiftKey && (active === first || active === box)) {
    event.preventDefault();
    last?.focus();
  } else if (!event.shiftKey && active === last) {
    event.preventDefault();
    first?.focus();
  }
}
