import { describe, expect, it } from "vitest";
import { localInput, tonight } from "./local-time";

describe("tonight", () => {
  it.each([
    ["in the afternoon: the same day", "2026-11-22T15:00", "2026-11-22T23:00"],
    ["past eleven: the next day", "2026-11-22T23:30", "2026-11-23T23:00"],
    ["at the year’s end", "2026-12-31T23:00", "2027-01-01T23:00"],
  ])("%s", (_, now, night) => {
    expect(localInput(tonight(new Date(now)))).toBe(night);
  });
});
