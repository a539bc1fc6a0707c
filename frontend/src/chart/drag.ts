/**
 * Lets a mouse drag the time axis sideways. Touch and pens scroll by themselves. A press that hardly moves stays a
 * click.
 */
export function dragSideways(scroller: HTMLElement, handle: string, signal: AbortSignal): void {
  let from: { x: number; left: number; pointer: number } | undefined;
  let dragging = false;
  scroller.addEventListener(
    "pointerdown",
    (event) => {
      const target = event.target as Element;
      if (event.pointerType !== "mouse" || event.button !== 0 || !target.closest(handle)) return;
      from = { x: event.clientX, left: scroller.scrollLeft, pointer: event.pointerId };
    },
    { signal },
  );
  scroller.addEventListener(
    "pointermove",
    (event) => {
      if (!from) return;
      const moved = event.clientX - from.x;
      if (!dragging && Math.abs(moved) < 5) return;
      if (!dragging) {
        dragging = true;
        scroller.setPointerCapture(from.pointer);
        scroller.classList.add("is-dragging");
      }
      scroller.scrollLeft = from.left - moved;
    },
    { signal },
  );
  const stop = () => {
    from = undefined;
    scroller.classList.remove("is-dragging");
    // The click that ends a drag is not meant for the row under it.
    window.setTimeout(() => {
      dragging = false;
    });
  };
  scroller.addEventListener("pointerup", stop, { signal });
  scroller.addEventListener("pointercancel", stop, { signal });
  scroller.addEventListener(
    "click",
    (event) => {
      if (!dragging) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal, capture: true },
  );
}
