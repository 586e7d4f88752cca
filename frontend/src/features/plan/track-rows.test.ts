import { describe, expect, it } from "vitest";
import type { Action, Stream } from "@/lib/api";
import { copy, drop, font, newSound, picture, plan, reason, sidecar, sound, subtitle } from "@/testing/films";
import { trackRows } from "./track-rows";

const other = reason("other_track_chosen");
const unused = reason("not_for_playing");
const asPicture = reason("subtitle_is_a_picture");

function lines(fates: [Stream, Action][]): string[] {
  const actions = fates.map(([, action]) => action);
  const streams = fates.map(([stream]) => stream);
  return trackRows(plan("transcode", actions), streams).map(
    (row) => `${row.way}: ${row.tracks.map((track) => track.stream.index).join("+")}`,
  );
}

const english = subtitle(2);
const french = subtitle(3, { language: "fre" });
const pgs = subtitle(4, { codec: "hdmv_pgs_subtitle", form: "bitmap" });
const cover = picture(5, { is_cover_art: true, codec: "mjpeg" });

describe("the lines of the track map", () => {
  it.each([
    [
      "picture and sound have a line each",
      [
        [picture(0), copy(picture(0))],
        [sound(1), newSound(sound(1))],
      ],
      ["kept: 0", "convert: 1"],
    ],
    [
      "subtitles of one format share a line",
      [
        [english, sidecar(english)],
        [french, sidecar(french)],
      ],
      ["along: 2+3"],
    ],
    [
      "subtitles of another fate do not",
      [
        [english, sidecar(english)],
        [french, drop(french, other)],
      ],
      ["along: 2", "leftOut: 3"],
    ],
    [
      "nor of another format",
      [
        [english, sidecar(english)],
        [pgs, drop(pgs, asPicture)],
      ],
      ["along: 2", "leftOut: 4"],
    ],
    [
      "sound tracks left out in one format share a line",
      [
        [sound(1), drop(sound(1), other)],
        [sound(2), drop(sound(2), other)],
      ],
      ["leftOut: 1+2"],
    ],
    [
      "sound tracks that are kept do not",
      [
        [sound(1), copy(sound(1))],
        [sound(2), copy(sound(2))],
      ],
      ["kept: 1", "kept: 2"],
    ],
    [
      "fonts share a line",
      [
        [font(6), drop(font(6), unused)],
        [font(7), drop(font(7), unused)],
      ],
      ["leftOut: 6+7"],
    ],
    [
      "a cover picture is not the picture",
      [
        [picture(0), drop(picture(0), other)],
        [cover, drop(cover, reason("cover_art"))],
      ],
      ["leftOut: 0", "leftOut: 5"],
    ],
  ] as [string, [Stream, Action][], string[]][])("%s", (_, fates, map) => {
    expect(lines(fates)).toEqual(map);
  });

  it("an action for a track that the file does not have is left alone", () => {
    expect(trackRows(plan("remux", [copy(picture(9))]), [picture(0)])).toEqual([]);
  });
});
