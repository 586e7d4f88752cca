import { describe, expect, it } from "vitest";
import { callbackOf, providerId } from "./provider-address";

describe("what a provider is called in addresses", () => {
  it.each([
    ["its name in small letters", "Authelia", [], "authelia"],
    ["words and accents", "Café du Lac 2", [], "cafe-du-lac-2"],
    ["letters that no address has", "公司", [], "sso"],
    ["a name that is taken", "Firm", ["firm", "firm-2"], "firm-3"],
    ["a name that the server keeps", "Google", [], "google-2"],
    ["a very long name", "a".repeat(60), [], "a".repeat(36)],
  ])("%s", (_, name, taken, id) => {
    expect(providerId(name, taken)).toBe(id);
  });
});

it.each([
  ["google", "https://films.example.org/accounts/google/login/callback/"],
  ["oidc", "https://films.example.org/accounts/oidc/firm/login/callback/"],
] as const)("where %s sends people back to", (kind, address) => {
  expect(callbackOf(kind, "firm", "https://films.example.org")).toBe(address);
});
