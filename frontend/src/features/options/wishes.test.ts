import { describe, expect, it } from "vitest";
import type { Options } from "@/lib/api";
import { font, picture, sound, subtitle } from "@/testing/films";
import {
  audioWish,
  subtitleLanguages,
  subtitleWish,
  usefulHeights,
  withAudio,
  withOption,
  withSubtitleLanguage,
  withSubtitles,
} from "./wishes";

const streams = [
  picture(0),
  sound(1),
  sound(2),
  subtitle(3),
  subtitle(4, { language: "fre" }),
  subtitle(5),
  font(6),
];

describe("the sound track", () => {
  it.each([
    ["none named: the best fit", {}, null],
    ["the first one is number 0, not nothing", { audio_track: 0 }, 0],
    ["named by its place in the file", { audio_stream: 2 }, 1],
  ] as [string, Options, number | null][])("%s", (_, options, place) => {
    expect(audioWish(options, streams)).toBe(place);
  });

  it.each([
    ["choosing the first names it", { audio_stream: 2 }, 0, { audio_track: 0 }],
    ["the best fit names none", { audio_track: 1, profile: "fast" }, null, { profile: "fast" }],
  ] as [string, Options, number | null, Options][])("%s", (_, options, place, wishes) => {
    expect(withAudio(options, place)).toEqual(wishes);
  });
});

describe("subtitles", () => {
  it("are listed by language, each once, in file order", () => {
    expect(subtitleLanguages(streams)).toEqual(["eng", "fre"]);
  });

  it.each([
    [{}, "all"],
    [{ subtitle_lang: ["fre"] }, "some"],
    [{ no_subtitles: true }, "none"],
    [{ no_subtitles: true, subtitle_lang: ["fre"] }, "none"],
  ] as [Options, string][])("%o reads as %s", (options, wish) => {
    expect(subtitleWish(options)).toBe(wish);
  });

  it.each([
    ["all takes every limit away", { no_subtitles: true }, "all", {}],
    ["some begins with all languages", {}, "some", { subtitle_lang: ["eng", "fre"] }],
    ["none says so", { subtitle_lang: ["fre"], crf: 20 }, "none", { no_subtitles: true, crf: 20 }],
  ] as [string, Options, "all" | "some" | "none", Options][])("%s", (_, options, wish, wishes) => {
    expect(withSubtitles(options, wish, ["eng", "fre"])).toEqual(wishes);
  });

  it.each([
    ["one language less", ["eng", "fre"], "eng", false, { subtitle_lang: ["fre"] }],
    ["one language more", ["fre"], "eng", true, { subtitle_lang: ["fre", "eng"] }],
    ["the last one less: none", ["fre"], "fre", false, { no_subtitles: true }],
  ] as [string, string[], string, boolean, Options][])("%s", (_, chosen, language, wanted, wishes) => {
    expect(withSubtitleLanguage({ subtitle_lang: chosen }, language, wanted)).toEqual(wishes);
  });
});

describe("other options", () => {
  it("a switched-off wish is not sent at all", () => {
    expect(withOption({ keep_surround: true, crf: 18 }, "keep_surround", undefined)).toEqual({ crf: 18 });
  });

  it("only heights below the film's own are offered", () => {
    expect(usefulHeights([picture(0, { height: 1080 })])).toEqual([720, 576, 480]);
    expect(usefulHeights([sound(1)])).toEqual([]);
  });
});
