/** Who is signed in, by `<meta name="person">`; empty on pages for nobody. */
export function currentPerson(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="person"]')?.content ?? "";
}

/** Where the sign-in pages are, by `<meta name="sign-in-path">`. */
export function signInPath(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="sign-in-path"]')?.content || "/accounts/";
}
