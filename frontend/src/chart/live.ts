/** What the server says when something changed. */
export interface Change {
  subject: string;
  id: string;
  event: string;
}

/**
 * Whether a change is of one of these kinds of things (`matters.`, `projects.project`) and, where `id` is given, of that
 * one object. `*` is everything: so much has changed at once that the server does not say what.
 */
export function concerns(change: Change, subjects: readonly string[], id?: string): boolean {
  if (change.subject === "*") return true;
  if (!subjects.some((subject) => change.subject.startsWith(subject))) return false;
  return id === undefined || change.id === id;
}

export interface LiveOptions {
  onChange: (change: Change) => void;
  /** The connection stands again after a gap: changes may have been missed. */
  onGap: () => void;
  onState: (connected: boolean) => void;
}

/**
 * Listens to the zone's stream of changes while the page is looked at. A hidden page gives its connection back:
 * browsers allow few per host, and people keep many tabs.
 */
export class Live {
  private source: EventSource | undefined;
  private gap = false;

  constructor(
    private readonly url: string,
    private readonly options: LiveOptions,
  ) {}

  open(): void {
    if (this.source || document.hidden) return;
    const source = new EventSource(this.url, { withCredentials: true });
    this.source = source;
    source.addEventListener("open", () => {
      this.options.onState(true);
      if (this.gap) this.options.onGap();
      this.gap = false;
    });
    source.addEventListener("changed", (event) => {
      const change = readChange((event as MessageEvent<string>).data);
      if (change) this.options.onChange(change);
    });
    source.addEventListener("error", () => {
      this.gap = true;
      this.options.onState(false);
      // The browser tries again by itself unless the server refused; then it is tried at the next visit.
      if (source.readyState === EventSource.CLOSED) this.source = undefined;
    });
  }

  close(): void {
    if (this.source) this.gap = true;
    this.source?.close();
    this.source = undefined;
  }
}

function readChange(data: string): Change | undefined {
  try {
    const value = JSON.parse(data) as Partial<Change>;
    if (typeof value.subject !== "string" || typeof value.id !== "string") return undefined;
    return { subject: value.subject, id: value.id, event: String(value.event ?? "") };
  } catch {
    return undefined;
  }
}
