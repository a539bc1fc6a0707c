import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, test, vi } from "vitest";
import { letters, put } from "../outbox/store";
import { letter } from "../testing/letter";
import { one, page, settle } from "../testing/page";
import { Outbox } from "./outbox";

// htmx needs XPath with default arguments, which the test page does not have.
vi.mock("htmx.org", () => ({ default: { process: vi.fn() } }));

const html = `<meta name="person" content="7"><main tabindex="-1"><form data-controller="outbox" method="post" action="/z/DY/report" data-title="Optical lenses">
  <input type="hidden" name="idempotency_key" value=""><input name="text" value="Piling done"><button type="submit">Send</button></form></main>`;

let sent: { key: string; text: string }[];

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  sent = [];
});

function server(answer: () => Response | Promise<Response>): void {
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
    const headers = init.headers as Record<string, string>;
    sent.push({ key: headers["Idempotency-Key"] ?? "", text: String((init.body as FormData).get("text")) });
    return answer();
  });
}

async function submit(): Promise<void> {
  one<HTMLFormElement>("form").requestSubmit();
  await settle(20);
}

test("without a connection the report is kept and the form says so", async () => {
  server(() => Promise.reject(new TypeError("offline")));
  page(html, "outbox", Outbox);
  await submit();
  const kept = await letters("7");
  expect(kept).toHaveLength(1);
  expect(kept[0]).toMatchObject({ title: "Optical lenses", heldUntil: 0, refused: false, key: sent[0]?.key });
  expect(document.querySelector("form")).toBeNull();
  expect(one("[role=status]").textContent).toContain("kept on this device");
});

test("while it is being sent the queue keeps its hands off", async () => {
  let arrive: (response: Response) => void = () => {};
  server(() => new Promise((resolve) => (arrive = resolve)));
  page(html, "outbox", Outbox);
  await submit();
  expect((await letters("7"))[0]?.heldUntil).toBeGreaterThan(Date.now());
  arrive(new Response("", { status: 500 }));
  await settle(20);
  expect((await letters("7"))[0]?.heldUntil).toBe(0);
});

test("pressing twice sends once", async () => {
  server(() => new Promise(() => {}));
  page(html, "outbox", Outbox);
  await submit();
  await submit();
  expect(sent).toHaveLength(1);
});

test("errors are shown with the page the server sent, and the next attempt has another key", async () => {
  const again = html.replace('value="Piling done"', 'value="Piling done" class="is-invalid"');
  server(() => new Response(again, { status: 422 }));
  page(html, "outbox", Outbox);
  await submit();
  expect(await letters("7")).toEqual([]);
  expect(document.activeElement).toBe(one(".is-invalid"));
  await submit();
  expect(sent).toHaveLength(2);
  expect(sent[1]?.key).not.toBe(sent[0]?.key);
});

test("a report refused later stands in its form again and is replaced when sent", async () => {
  const url = new URL("/z/DY/report", window.location.href).href;
  await put(letter({ key: "old", url, refused: true, fields: [["text", "Written in the mud"]] }));
  server(() => Promise.reject(new TypeError("offline")));
  page(html, "outbox", Outbox);
  await settle(20);
  expect(one<HTMLInputElement>("[name=text]").value).toBe("Written in the mud");
  expect(one("[role=status]").textContent).toContain("not accepted");
  await submit();
  const kept = await letters("7");
  expect(kept.map(({ key }) => key)).toEqual([sent[0]?.key]);
  expect(sent[0]).toMatchObject({ text: "Written in the mud" });
});

test("a browser that keeps nothing sends the form in the ordinary way", async () => {
  vi.stubGlobal("indexedDB", {
    open: () => {
      throw new DOMException("no storage", "SecurityError");
    },
  });
  server(() => new Response(""));
  page(html, "outbox", Outbox);
  const ordinary = vi.spyOn(one<HTMLFormElement>("form"), "submit").mockReturnValue();
  await submit();
  expect(ordinary).toHaveBeenCalledOnce();
  expect(sent).toEqual([]);
});

test("what was filed shows the page it led to, with what that page says once", async () => {
  window.scrollTo = vi.fn() as typeof window.scrollTo;
  const done = new Response(
    '<title>Reports</title><body class="frame"><main tabindex="-1"><p class="notice">Filed.</p></main>',
  );
  Object.defineProperties(done, {
    redirected: { value: true },
    url: { value: new URL("/z/DY/reports", window.location.href).href },
  });
  server(() => done);
  page(html, "outbox", Outbox);
  await submit();
  expect(one(".notice").textContent).toBe("Filed.");
  expect(document.title).toBe("Reports");
  expect(window.location.pathname).toBe("/z/DY/reports");
  expect(await letters("7")).toEqual([]);
  window.history.replaceState(null, "", "/");
});

test("a refusal without a page keeps the form and says so", async () => {
  server(() => new Response("too large", { status: 413 }));
  page(html, "outbox", Outbox);
  await submit();
  expect(one<HTMLInputElement>("[name=text]").value).toBe("Piling done");
  expect(one("[role=alert]").textContent).toBe("The report was not accepted.");
});
