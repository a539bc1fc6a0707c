import { Controller } from "../controller";
import { text } from "../texts";

/**
 * The columns of an import: each `select[data-column]` says which field its column holds. A field chosen for two
 * columns is marked at both, `[data-columns-message]` says so, and the form waits until it is mended.
 */
export class Columns extends Controller {
  connect(): void {
    this.on(this.element, "change", () => this.check());
    this.check();
  }

  private get selects(): HTMLSelectElement[] {
    return [...this.element.querySelectorAll<HTMLSelectElement>("select[data-column]")];
  }

  private check(): void {
    const byField = new Map<string, HTMLSelectElement[]>();
    for (const select of this.selects) {
      if (select.value) byField.set(select.value, [...(byField.get(select.value) ?? []), select]);
    }
    const messages: string[] = [];
    for (const select of this.selects) {
      const sharing = byField.get(select.value) ?? [];
      const twice = sharing.length > 1;
      select.classList.toggle("is-invalid", twice);
      select.setAttribute("aria-invalid", String(twice));
      if (!twice || sharing[0] !== select) continue;
      messages.push(
        text("“{field}” is chosen for columns {columns}.", {
          field: select.selectedOptions[0]?.textContent?.trim() ?? select.value,
          columns: sharing.map((other) => other.dataset.column).join(", "),
        }),
      );
    }
    const place = this.element.querySelector("[data-columns-message]");
    if (place) place.textContent = messages.join(" ");
    for (const button of this.element.querySelectorAll<HTMLButtonElement>("[type=submit]")) {
      button.disabled = messages.length > 0;
    }
  }
}
