import { afterEach, expect, it } from "vitest";
import { csrfHeaders } from "./csrf";

afterEach(() => {
  // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no Cookie Store
  document.cookie = "mkv2castui_csrf=; max-age=0";
});

it("says nothing where nobody signs in", () => {
  expect(csrfHeaders("POST")).toEqual({});
});

it.each([
  ["POST", { "X-CSRFToken": "a b" }],
  ["patch", { "X-CSRFToken": "a b" }],
  ["DELETE", { "X-CSRFToken": "a b" }],
  ["GET", {}],
  ["HEAD", {}],
])("with sign-in %s has %j", (method, headers) => {
  // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no Cookie Store
  document.cookie = "mkv2castui_csrf=a%20b";
  expect(csrfHeaders(method)).toEqual(headers);
});
