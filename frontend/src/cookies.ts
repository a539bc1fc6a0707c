/** A choice of how pages look, kept for the next page; undefined when none was made. */
export function readCookie(name: string): string | undefined {
  return new RegExp(`(?:^|; )guatu_${name}=(\\w+)`).exec(document.cookie)?.[1];
}

/** Keeps a choice for a year. Value: letters, digits, underscore. */
export function writeCookie(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in the browsers offices have.
  document.cookie = `guatu_${name}=${value}; path=/; max-age=31536000; samesite=lax`;
}
