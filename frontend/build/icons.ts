import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/**
 * One sprite, `icons.svg`, from the outline icons named in `icons.json`.
 *
 * Pages write `<svg class="icon"><use href="…/icons.svg#name"></use></svg>`. A name that Tabler does not have
 * stops the build.
 */
export function iconSprite(): Plugin {
  return {
    name: "guatu-icons",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "icons.svg", source: sprite() });
    },
    configureServer(server) {
      server.middlewares.use("/icons.svg", (_request, response) => {
        response.setHeader("Content-Type", "image/svg+xml");
        response.end(sprite());
      });
    },
  };
}

function sprite(): string {
  const names = JSON.parse(read("../icons.json")) as string[];
  return `<svg xmlns="http://www.w3.org/2000/svg">${names.map(symbol).join("")}</svg>`;
}

function symbol(name: string): string {
  const svg = read(`../node_modules/@tabler/icons/icons/outline/${name}.svg`);
  const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  const shapes = inner.replace(/\s+/g, " ").replaceAll("> <", "><").trim();
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
}

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}
