import { expect, it } from "vitest";
import { counted, hasAny, shown } from "./limits";

it.each([
  ["room is read in gigabytes", "quota_storage", 1_500_000_000, 1.5],
  ["a film, too", "quota_file", 8e9, 8],
  ["conversions are counted", "quota_running", 2, 2],
  ["no limit is none", "quota_month", null, null],
  ["nothing at all is not the same as no limit", "quota_storage", 0, 0],
] as const)("%s", (_, name, limit, typed) => {
  expect(shown(name, limit)).toBe(typed);
  expect(counted(name, typed)).toBe(limit);
});

it.each([
  ["who has none", {}, false],
  ["whose are all empty", { quota_storage: null, quota_month: null }, false],
  ["who may convert nothing", { quota_running: 0 }, true],
])("%s", (_, limits, expected) => {
  expect(hasAny(limits)).toBe(expected);
});
