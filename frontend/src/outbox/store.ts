/** A report as it was filled in. Files are kept as they are. */
export interface Letter {
  /** The idempotency key: made once, the same at every attempt. */
  key: string;
  /** Whose report it is: another person on the same device never sends it. */
  person: string;
  /** Where it is sent. */
  url: string;
  /** The page with the form, to look at it again. */
  page: string;
  /** What it is about, as its form says. */
  title: string;
  fields: [string, string | File][];
  createdAt: number;
  /** Until then (milliseconds since 1970) the page it was written in is sending it itself. */
  heldUntil: number;
  /** The server read it and said no; it is kept until its writer decides. */
  refused: boolean;
}

const databaseName = "guatu";
const storeName = "outbox";
const changedEvent = "guatu:outbox";

/** Reports that are not known to have arrived, kept on the device (IndexedDB) so that closing the page loses nothing. */
export async function put(letter: Letter): Promise<void> {
  await run("readwrite", (store) => store.put(letter));
  window.dispatchEvent(new Event(changedEvent));
}

export async function remove(key: string): Promise<void> {
  await run("readwrite", (store) => store.delete(key));
  window.dispatchEvent(new Event(changedEvent));
}

/** A person's letters, oldest first. */
export async function letters(person: string): Promise<Letter[]> {
  const all = await run<Letter[]>("readonly", (store) => store.getAll() as IDBRequest<Letter[]>);
  return all.filter((letter) => letter.person === person).sort((a, b) => a.createdAt - b.createdAt);
}

/** Calls `listener` when this page has put or removed a letter. */
export function onChange(listener: () => void, signal: AbortSignal): void {
  window.addEventListener(changedEvent, listener, { signal });
}

async function run<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T>;
async function run(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(storeName, mode);
      const request = ask(transaction.objectStore(storeName));
      // Done only when the whole transaction is: what is on the disk is kept.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
