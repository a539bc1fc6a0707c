/**
 * Puts what was filled in back into a form: texts, choices, ticks and files. Fields the form does not have are left
 * out; hidden fields are the page's own and stay.
 */
export function fillForm(form: HTMLFormElement, fields: readonly [string, string | File][]): void {
  const values = new Map<string, (string | File)[]>();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!isField(field) || !field.name) continue;
    const given = values.get(field.name) ?? [];
    if (field instanceof HTMLInputElement && fillInput(field, given)) continue;
    if (field instanceof HTMLSelectElement) {
      for (const option of field.options) option.selected = given.includes(option.value);
    } else if (typeof given[0] === "string") {
      // Several fields of one name take their values in order.
      field.value = given[0];
      values.set(field.name, given.slice(1));
    }
  }
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function isField(element: Element): element is Field {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
  );
}

/** True when the kind of input has been dealt with here. */
function fillInput(field: HTMLInputElement, given: (string | File)[]): boolean {
  if (field.type === "hidden" || field.type === "submit") return true;
  if (field.type === "checkbox" || field.type === "radio") {
    field.checked = given.includes(field.value);
    return true;
  }
  if (field.type !== "file") return false;
  const transfer = new DataTransfer();
  for (const value of given) if (typeof value !== "string" && value.size > 0) transfer.items.add(value);
  field.files = transfer.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}
