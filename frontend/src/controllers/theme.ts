import { Controller } from "../controller";
import { readCookie, writeCookie } from "../cookies";

const choices = ["light", "dark", "auto"] as const;
type Choice = (typeof choices)[number];

/**
 * Buttons `[data-theme-choice=light|dark|auto]` inside the element. The choice is kept in a cookie, so that the
 * server writes it into the next page and nothing flashes.
 */
export class Theme extends Controller {
  private readonly system = window.matchMedia("(prefers-color-scheme: dark)");

  connect(): void {
    this.on(this.element, "click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>("[data-theme-choice]");
      if (button) this.choose(button.dataset.themeChoice as Choice);
    });
    this.on(this.system, "change", () => this.show());
    this.show();
  }

  private get choice(): Choice {
    const kept = readCookie("theme");
    return choices.find((choice) => choice === kept) ?? "auto";
  }

  private choose(choice: Choice): void {
    writeCookie("theme", choice);
    this.show();
  }

  private show(): void {
    const choice = this.choice;
    const dark = choice === "dark" || (choice === "auto" && this.system.matches);
    document.documentElement.dataset.bsTheme = dark ? "dark" : "light";
    for (const button of this.element.querySelectorAll<HTMLElement>("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
    }
  }
}
