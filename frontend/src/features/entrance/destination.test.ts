import { describe, expect, it } from "vitest";
import { anybody, local, signedIn } from "@/testing/sessions";
import { destination, isAdmitted } from "./destination";

describe("who asks for a page goes", () => {
  it.each([
    ["nowhere, where nobody signs in", local(), "/en/", null],
    ["to the desk from a sign-in page that nobody needs", local(), "/en/sign-in/", "in"],
    ["to the set-up first of all", anybody({ set_up: false }), "/en/history/", "set-up"],
    ["nowhere from the set-up", anybody({ set_up: false }), "/fr/set-up/", null],
    ["to the set-up from the sign-in", anybody({ set_up: false }), "/en/sign-in/", "set-up"],
    ["to the sign-in from a set-up that is over", anybody(), "/en/set-up/", "sign-in"],
    ["to the sign-in from the desk", anybody(), "/en/", "sign-in"],
    ["to the sign-in from the profile", anybody(), "/en/profile/", "sign-in"],
    ["nowhere from the sign-up", anybody(), "/en/sign-up/", null],
    ["nowhere from the reset", anybody(), "/en/reset-password/", null],
    ["nowhere once signed in", signedIn(), "/en/history/", null],
    ["in from the sign-in", signedIn(), "/en/sign-in/", "in"],
    [
      "to the second factor that is required",
      signedIn({ needs_second_factor: true }),
      "/en/",
      "second-factor",
    ],
    ["nowhere while making it", signedIn({ needs_second_factor: true }), "/en/profile/", null],
  ])("%s", (_, session, path, expected) => {
    expect(destination(session, path)).toBe(expected);
  });
});

it.each([
  ["nobody knows yet", undefined, false],
  ["nobody has to sign in", local(), true],
  ["nobody has", anybody(), false],
  ["somebody has", signedIn(), true],
  ["the second factor is missing", signedIn({ needs_second_factor: true }), false],
])("films are asked for when %s: %#", (_, session, is) => {
  expect(isAdmitted(session)).toBe(is);
});
