import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { iconSprite } from "./build/icons.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // Django's static storage adds hashes to names, so the build keeps plain ones.
  base: "./",
  publicDir: false,
  plugins: [iconSprite()],
  build: {
    outDir: here("../src/guatu/ui/static/built"),
    emptyOutDir: true,
    // Government offices keep browsers for years: nothing newer than early 2023 may be needed.
    target: ["chrome111", "edge111", "firefox115", "safari16.4"],
    cssCodeSplit: false,
    modulePreload: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // htmx holds an eval that its setting allowEval = false keeps from being reached.
      checks: { eval: false },
      input: here("src/main.ts"),
      output: {
        entryFileNames: "guatu.js",
        assetFileNames: "guatu.[ext]",
        // Charts are the one part that most pages do without: fetched by those that have one.
        chunkFileNames: "[name].js",
      },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
    restoreMocks: true,
    unstubGlobals: true,
  },
});
