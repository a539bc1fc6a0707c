/** The language is in the address (`?lang=zh`), so it is set before anything is drawn. */
const query = new URLSearchParams(window.location.search);
document.documentElement.lang = query.get("lang") === "en" ? "en" : "zh-Hans";
document.documentElement.dataset.bsTheme = query.get("theme") ?? "auto";
if (query.get("theme")) {
  // biome-ignore lint/suspicious/noDocumentCookie: as the theme controller does.
  document.cookie = `guatu_theme=${query.get("theme")}; path=/`;
}
if (document.documentElement.lang === "zh-Hans") {
  const texts = document.createElement("script");
  texts.id = "texts";
  texts.type = "application/json";
  texts.textContent = JSON.stringify((await import("./texts-zh.json")).default);
  document.body.append(texts);
}
await import("./fake");
await import("../src/main");

export {};
