import { describe, expect, it } from "vitest";
import { rateMeter } from "./rate";

describe("the rate of an upload", () => {
  it("is unknown at first, then the bytes of the last seconds", () => {
    const rate = rateMeter();
    expect(rate(0, 0)).toBeNull();
    expect(rate(500, 500)).toBeNull();
    expect(rate(1000, 1000)).toBe(1000);
    expect(rate(9000, 9000)).toBeNull();
    expect(rate(10_000, 14_000)).toBe(5000);
  });
});
