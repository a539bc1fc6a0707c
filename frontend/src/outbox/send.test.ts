import { beforeEach, expect, test, vi } from "vitest";
import { letter } from "../testing/letter";
import { page } from "../testing/page";
import { send } from "./send";

function answer(
  status: number,
  { redirected = false, url = "http://localhost/z/DY/report", headers = {} } = {},
): Response {
  const response = new Response(status === 204 ? null : "<main>form</main>", { status, headers });
  Object.defineProperties(response, { redirected: { value: redirected }, url: { value: url } });
  return response;
}

beforeEach(() => {
  page('<meta name="csrf-token" content="new-token">');
});

test("sends the fields with the key and today's token, not the one of the old page", async () => {
  const load = vi.fn(async (_url: string, _init: RequestInit) =>
    answer(201, { headers: { Location: "/done" } }),
  );
  vi.stubGlobal("fetch", load);
  await send(letter(), "/accounts/");
  const init = load.mock.calls[0]?.[1] as RequestInit;
  expect(init.headers).toMatchObject({ "Idempotency-Key": "key-1", "X-CSRFToken": "new-token" });
  expect([...(init.body as FormData).entries()]).toEqual([["text", "Piling done"]]);
});

test.each([
  [
    "201 with a place to go",
    answer(201, { headers: { Location: "/done" } }),
    { kind: "filed", location: "/done" },
  ],
  [
    "a redirect",
    answer(200, { redirected: true, url: "http://localhost/z/DY/p/1/" }),
    { kind: "filed", location: "http://localhost/z/DY/p/1/" },
  ],
  [
    "a redirect to the sign-in",
    answer(200, { redirected: true, url: "http://localhost/accounts/login/" }),
    { kind: "kept", signedOut: true },
  ],
  ["a redirect that ends in an error", answer(502, { redirected: true }), { kind: "kept", signedOut: false }],
  ["the form again", answer(200), { kind: "refused" }],
  ["422", answer(422), { kind: "refused" }],
  ["409", answer(409), { kind: "refused" }],
  ["403, as after a sign-out", answer(403), { kind: "kept", signedOut: true }],
  ["429", answer(429), { kind: "kept", signedOut: false }],
  ["500", answer(500), { kind: "kept", signedOut: false }],
])("%s", async (_, response, expected) => {
  vi.stubGlobal("fetch", async () => response);
  expect(await send(letter(), "/accounts/")).toMatchObject(expected);
});

test("no network: kept", async () => {
  vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("failed")));
  expect(await send(letter(), "/accounts/")).toEqual({ kind: "kept", signedOut: false });
});
