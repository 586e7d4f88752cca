import { describe, expect, it } from "vitest";
import {
  capitalize,
  formatBytes,
  formatClock,
  formatMoment,
  formatPercent,
  formatSpan,
  formatWallTime,
} from "./formats";
import { canonicalLanguage, languageName } from "./language-names";

/** Intl puts several kinds of space between a number and its unit; readers see one. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("sizes", () => {
  it.each([
    [0, "en", "0 bytes"],
    [1, "en", "1 byte"],
    [999, "en", "999 bytes"],
    [41, "fr", "41 octets"],
    [1000, "en", "1 kB"],
    [612_000_000, "en", "612 MB"],
    [8_200_000_000, "en", "8.2 GB"],
    [8_200_000_000, "fr", "8,2 Go"],
    [11_400_000_000, "de", "11,4 GB"],
    [2e18, "en", "2,000 PB"],
  ])("%d bytes in %s reads %s", (bytes, locale, text) => {
    expect(plain(formatBytes(bytes, locale))).toBe(text);
  });
});

describe("running times", () => {
  it.each([
    [7351, "2:02:31"],
    [65, "1:05"],
    [0.4, "0:00"],
    [3599.6, "1:00:00"],
  ])("%d seconds stand on the badge as %s", (seconds, text) => {
    expect(formatClock(seconds)).toBe(text);
  });
});

describe("time left", () => {
  it.each([
    [0.2, "en", "1 sec"],
    [40, "en", "40 sec"],
    [59.6, "en", "1 min"],
    [480, "de", "8 Min."],
    [7500, "en", "2 hr 5 min"],
    [7200, "fr", "2 h"],
  ])("%d seconds in %s reads %s", (seconds, locale, text) => {
    expect(plain(formatSpan(seconds, locale))).toBe(text);
  });
});

describe("percent", () => {
  it.each([
    [0.634, "en", "63%"],
    [0.634, "fr", "63 %"],
    [0.999, "en", "99%"],
    [1, "en", "100%"],
  ])("%d in %s reads %s, and 100 only at the end", (fraction, locale, text) => {
    expect(plain(formatPercent(fraction, locale))).toBe(text);
  });
});

describe("languages of tracks", () => {
  it.each([
    ["fre", "fr"],
    ["fra", "fr"],
    ["ger", "de"],
    ["pt-br", "pt-BR"],
    ["en", "en"],
    ["not a code", null],
  ])("%s is %s in BCP 47", (code, canonical) => {
    expect(canonicalLanguage(code)).toBe(canonical);
  });

  it.each([
    ["fre", "en", "French"],
    ["fre", "de", "Französisch"],
    ["jpn", "es", "japonés"],
    ["x", "en", "x"],
  ])("%s in %s is called %s", (code, locale, name) => {
    expect(languageName(code, locale)).toBe(name);
  });
});

it("a sentence may begin with any letter", () => {
  expect(capitalize("élan vital", "fr")).toBe("Élan vital");
});

it("a moment is told to the second", () => {
  const now = new Date(2026, 10, 22, 21, 5, 9).toISOString();
  expect(formatMoment(now, "de")).toBe("21:05:09");
});

describe("times of day", () => {
  it.each([
    ["22:00", "de", "22:00"],
    ["07:30", "fr", "07:30"],
    ["22:00", "en", "10:00 PM"],
  ])("%s in %s reads %s", (time, locale, text) => {
    expect(plain(formatWallTime(time, locale))).toBe(text);
  });
});
