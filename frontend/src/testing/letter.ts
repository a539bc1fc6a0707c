import type { Letter } from "../outbox/store";

/** A report of person 7 about its piling. */
export function letter(given: Partial<Letter> = {}): Letter {
  return {
    key: "key-1",
    person: "7",
    url: "http://localhost:3000/z/DY/report",
    page: "http://localhost:3000/z/DY/report",
    title: "Optical lenses",
    fields: [
      ["csrfmiddlewaretoken", "old-token"],
      ["text", "Piling done"],
    ],
    createdAt: 1000,
    heldUntil: 0,
    refused: false,
    ...given,
  };
}
