import { expect, it } from "vitest";
import { backoff } from "./backoff";

it.each([
  [0, 0, 375],
  [0, 0.999, 500],
  [3, 0.999, 3999],
  [20, 0, 22_500],
  [20, 0.999, 29_993],
])("try %d with jitter %d waits %d ms", (attempt, random, wait) => {
  expect(backoff(attempt, random)).toBe(wait);
});
