import { describe, expect, it } from "vitest";
import type { Options, Stream } from "@/lib/api";
import { picture, sound, subtitle } from "@/testing/films";
import { type BurnWish, burnChoices, burnWish, drawsByItself, withBurn } from "./burn-wishes";

const text = subtitle(2);
const forcedText = subtitle(3, { language: "fre", dispositions: ["forced"] });
const pictures = subtitle(4, { codec: "hdmv_pgs_subtitle", form: "bitmap" });
const forcedPictures = subtitle(5, {
  codec: "hdmv_pgs_subtitle",
  form: "bitmap",
  dispositions: ["default", "forced"],
});
const unknown = subtitle(6, { codec: null, form: null });
const locked = subtitle(7, { encrypted: true });

const film = (...subtitles: Stream[]) => [picture(0), sound(1), ...subtitles];

describe("which subtitle is drawn into the picture", () => {
  it.each([
    ["texts and pictures are offered, by their index", {}, film(text, pictures), ["needed", "2", "4"]],
    ["what can’t be read is not", {}, film(unknown, locked), ["needed"]],
    ["forced texts: all of them at once, too", {}, film(text, forcedText), ["needed", "forced", "2", "3"]],
    [
      "forced pictures are drawn anyway: that can be refused",
      {},
      film(forcedPictures),
      ["needed", "never", "5"],
    ],
    ["what was wished stays offered", { burn_subtitle: "auto" }, film(text), ["needed", "auto", "2"]],
  ] as [string, Options, Stream[], BurnWish[]][])("%s", (_, options, streams, choices) => {
    expect(burnChoices(options, streams)).toEqual(choices);
  });

  it.each([
    ["none is named", {}, film(text), "needed"],
    ["stream 0 is a track, not nothing", { burn_subtitle: 0 }, [subtitle(0)], "0"],
    ["refused", { no_forced_subs: true }, film(forcedPictures), "never"],
    ["refused where nothing would be drawn", { no_forced_subs: true }, film(text), "needed"],
    ["a track that this file has not", { burn_subtitle: 9 }, film(text), "needed"],
  ] as [string, Options, Stream[], BurnWish][])("%s", (_, options, streams, wish) => {
    expect(burnWish(options, streams)).toBe(wish);
  });

  it.each([
    ["a track", { no_forced_subs: true }, "4", { burn_subtitle: 4 }],
    ["only the forced ones", { burn_subtitle: 4 }, "forced", { burn_subtitle: "forced" }],
    ["none at all", { burn_subtitle: 4, crf: 20 }, "never", { no_forced_subs: true, crf: 20 }],
    ["as the film needs it", { no_forced_subs: true }, "needed", {}],
  ] as [string, Options, BurnWish, Options][])("choosing %s", (_, options, wish, wishes) => {
    expect(withBurn(options, wish)).toEqual(wishes);
  });

  it("only forced pictures are drawn without a wish", () => {
    expect(drawsByItself(film(forcedText, pictures))).toBe(false);
    expect(drawsByItself(film(forcedPictures))).toBe(true);
  });
});
