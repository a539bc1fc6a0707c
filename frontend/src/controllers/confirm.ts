import { Controller } from "../controller";
import { text } from "../texts";

/**
 * A form or button that asks before it acts. On the form: every submit asks `data-confirm`; a submit button may
 * carry its own `data-confirm`. htmx requests of the element ask too (`hx-confirm` is not needed).
 * `data-confirm-action` names the button in the dialog, `data-confirm-danger` paints it red.
 */
export class Confirm extends Controller {
  private agreed = false;

  connect(): void {
    const type = this.element instanceof HTMLFormElement ? "submit" : "click";
    // In the capture phase, so that htmx and other listeners wait for the answer as well.
    this.on(this.element, type, (event) => this.intercept(event), { capture: true });
  }

  private async intercept(event: Event): Promise<void> {
    if (this.agreed) {
      this.agreed = false;
      return;
    }
    const submitter = event instanceof SubmitEvent ? event.submitter : null;
    const from = submitter?.dataset.confirm ? submitter : this.element;
    if (!from.dataset.confirm) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!(await ask(from))) return;
    this.agreed = true;
    if (!(this.element instanceof HTMLFormElement)) this.element.click();
    else if (submitter) this.element.requestSubmit(submitter);
    else this.element.requestSubmit();
  }
}

/** Shows the question in a modal dialog; true when the person agreed. */
function ask(from: HTMLElement): Promise<boolean> {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "confirm-question");
  const question = document.createElement("p");
  question.id = "confirm-question";
  question.className = "dialog-question";
  question.textContent = from.dataset.confirm ?? "";
  const actions = document.createElement("div");
  actions.className = "dialog-actions";
  const cancel = button(text("Cancel"), "btn");
  const danger = from.dataset.confirmDanger !== undefined;
  const agree = button(
    from.dataset.confirmAction || text("Continue"),
    danger ? "btn btn-danger" : "btn btn-primary",
  );
  actions.append(cancel, agree);
  dialog.append(question, actions);
  document.body.append(dialog);
  return new Promise((resolve) => {
    cancel.addEventListener("click", () => dialog.close());
    agree.addEventListener("click", () => dialog.close("agreed"));
    dialog.addEventListener("close", () => {
      dialog.remove();
      from.focus();
      resolve(dialog.returnValue === "agreed");
    });
    dialog.showModal();
    // The harmless answer is the one Enter gives.
    cancel.focus();
  });
}

function button(label: string, className: string): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = className;
  element.textContent = label;
  return element;
}
