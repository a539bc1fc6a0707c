/**
 * Behaviour for elements of server-rendered pages.
 *
 * `<div data-controller="theme unsaved">` gets one instance of each named class when the element enters the
 * document (on load, or by an htmx swap) and loses it when it leaves. No markup carries script.
 */
export abstract class Controller<E extends HTMLElement = HTMLElement> {
  private readonly listening = new AbortController();

  constructor(readonly element: E) {}

  /** Called once the element is in the document. */
  abstract connect(): void;

  /** Called when the element has left the document; listeners added by `on` are gone already. */
  disconnect(): void {}

  /** Aborted when the element leaves: pass it to fetch so that no answer arrives for a page that is gone. */
  protected get signal(): AbortSignal {
    return this.listening.signal;
  }

  /** Listens until the element leaves the document. */
  protected on<K extends keyof HTMLElementEventMap>(
    target: EventTarget,
    type: K | (string & {}),
    listener: (event: HTMLElementEventMap[K]) => void,
    options: AddEventListenerOptions = {},
  ): void {
    target.addEventListener(type, listener as EventListener, { ...options, signal: this.signal });
  }

  /** Called by the registry only. */
  release(): void {
    this.listening.abort();
    this.disconnect();
  }
}

type ControllerClass = new (element: never) => Controller;

const attribute = "data-controller";
const classes = new Map<string, ControllerClass>();
const connected = new Map<HTMLElement, Controller[]>();

/** Makes `name` usable in `data-controller`. */
export function register(name: string, controller: ControllerClass): void {
  classes.set(name, controller);
}

/** Connects everything in the page and keeps following it; returns a function that stops and releases all. */
export function start(root: HTMLElement = document.documentElement): () => void {
  const observer = new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.removedNodes) each(node, release);
      for (const node of change.addedNodes) each(node, connect);
    }
  });
  observer.observe(root, { childList: true, subtree: true });
  each(root, connect);
  return () => {
    observer.disconnect();
    each(root, release, true);
  };
}

function each(node: Node, act: (element: HTMLElement) => void, whileAttached = false): void {
  if (!(node instanceof HTMLElement)) return;
  // A node that was moved is reported as removed and added: what is still attached stays connected.
  if (act === release && node.isConnected && !whileAttached) return;
  if (act === connect && !node.isConnected) return;
  if (node.hasAttribute(attribute)) act(node);
  for (const child of node.querySelectorAll<HTMLElement>(`[${attribute}]`)) act(child);
}

function connect(element: HTMLElement): void {
  if (connected.has(element)) return;
  const names = (element.getAttribute(attribute) ?? "").split(/\s+/).filter(Boolean);
  const controllers: Controller[] = [];
  connected.set(element, controllers);
  for (const name of names) {
    const found = classes.get(name);
    if (!found) throw new Error(`data-controller="${name}": there is no such controller`);
    const controller = new found(element as never);
    controllers.push(controller);
    controller.connect();
  }
}

function release(element: HTMLElement): void {
  for (const controller of connected.get(element) ?? []) controller.release();
  connected.delete(element);
}
