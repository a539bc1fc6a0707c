/**
 * The few sentences that scripts say. Their source is English; a page may bring a translation of each key in
 * `<script type="application/json" id="texts">`. Every key is listed in `texts.json` (a test checks it).
 */
let dictionary: Record<string, string> | undefined;

function load(): Record<string, string> {
  const source = document.getElementById("texts")?.textContent;
  return source ? (JSON.parse(source) as Record<string, string>) : {};
}

/** The reader's wording of an English sentence, with `{name}` places filled in. */
export function text(key: string, values: Record<string, string | number> = {}): string {
  dictionary ??= load();
  return (dictionary[key] || key).replace(/\{(\w+)\}/g, (place, name: string) =>
    String(values[name] ?? place),
  );
}

/** Reads the page's dictionary anew (tests, pages that change their language). */
export function resetTexts(): void {
  dictionary = undefined;
}
