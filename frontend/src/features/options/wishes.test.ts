import { describe, expect, it } from "vitest";
import type { Options } from "@/lib/api";
import { font, picture, sound, subtitle } from "@/testing/films";
import {
  audioWish,
  hasPicture,
  hasTexts,
  offeredCodecs,
  offeredHardware,
  subtitleLanguages,
  subtitleWish,
  targetGigabytes,
  usefulHeights,
  withAudio,
  withCodec,
  withGigabytes,
  withOption,
  withSubtitleLanguage,
  withSubtitles,
  withSwitch,
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

describe("the format of a converted picture", () => {
  it.each([
    [["h264", "vp8"], ["h264"]],
    [
      ["h264", "hevc", "vp9", "av1"],
      ["h264", "hevc", "av1"],
    ],
    [[], ["h264"]],
  ])("a device that plays %j gets %j", (played, offered) => {
    expect(offeredCodecs(played)).toEqual(offered);
  });

  it("the later of two wishes that contradict each other counts", () => {
    expect(withCodec({ force_h264: true }, "hevc")).toEqual({ video_codec: "hevc" });
    expect(withSwitch({ video_codec: "hevc" }, "force_h264", true)).toEqual({ force_h264: true });
  });

  it("H.264 needs no wish", () => {
    expect(withCodec({ video_codec: "av1", crf: 20 }, "h264")).toEqual({ crf: 20 });
  });
});

describe("the size of the film", () => {
  it.each([
    [1.4, { target_size: 1400 }],
    [0.0003, { target_size: 1 }],
    [0, {}],
    [null, {}],
  ] as [number | null, Options][])("%d GB", (size, wishes) => {
    expect(withGigabytes({ target_size: 7 }, size)).toEqual(wishes);
  });

  it("is shown in gigabytes, or not at all", () => {
    expect(targetGigabytes({ target_size: 700 })).toBe(0.7);
    expect(targetGigabytes({})).toBeNull();
  });
});

describe("what the film has decides what is offered", () => {
  it("a cover is no picture, a subtitle of pictures no text", () => {
    expect(hasPicture([picture(0, { is_cover_art: true })])).toBe(false);
    expect(hasTexts([subtitle(0, { codec: "hdmv_pgs_subtitle", form: "bitmap" })])).toBe(false);
    expect(hasTexts([subtitle(0)])).toBe(true);
  });

  it("only hardware that has proved to work, each kind once, the best first", () => {
    const encoder = { codec: "h264", encoder: "", bit_depth: 8, device: null, problem: null };
    const trials = [
      { ...encoder, family: "vaapi", works: true },
      { ...encoder, family: "vaapi", works: true },
      { ...encoder, family: "nvenc", works: true },
      { ...encoder, family: "qsv", works: false },
    ];
    expect(offeredHardware(trials)).toEqual(["nvenc", "vaapi"]);
  });
});
