import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Action, Plan, Stream } from "@/lib/api";
import {
  burnIn,
  copy,
  newAudio,
  newPicture,
  newSound,
  picture,
  plan,
  poster,
  reason,
  sound,
  subtitle,
} from "@/testing/films";
import { renderPage, serve } from "@/testing/page";
import { TrackMap } from "./track-map";

const why = reason("user_wish", { option: "hw" });
const pgs = subtitle(2, { codec: "hdmv_pgs_subtitle", form: "bitmap", dispositions: ["forced"] });
const cover = picture(3, { codec: "mjpeg", is_cover_art: true });
const ntsc = picture(0, {
  codec: "mpeg2video",
  codec_profile: null,
  level_name: null,
  width: 720,
  height: 480,
});

function linesOf(each: Plan, streams: readonly Stream[]): (string | null)[] {
  serve([]);
  renderPage(<TrackMap plan={each} streams={streams} />);
  return screen.getAllByRole("listitem").map((line) => line.textContent);
}

describe("a line of the track map", () => {
  it.each([
    ["a subtitle drawn in", pgs, burnIn(pgs), "PGS English, forceddrawn inSubtitles in the picture"],
    [
      "a cover beside the film",
      cover,
      poster(cover),
      "Cover picture alongCover picture as a picture beside the film",
    ],
    [
      "a copy with a corrected level",
      picture(0),
      copy(picture(0), "4.1"),
      "H.264 1080p, High 4.1keptH.264 unchanged, level corrected",
    ],
    [
      "a picture encoded by hardware",
      picture(0),
      newPicture(picture(0), why, { codec: "hevc", encoder: "hevc_nvenc" }),
      "H.264 1080p, High 4.1convertHEVC 1080p, by NVIDIA NVENC",
    ],
    [
      "a pulldown undone is not called deinterlaced",
      ntsc,
      newPicture(ntsc, why, { width: 640, height: 480, inverse_telecine: true }),
      "MPEG-2 480pconvertH.264 480p, 24 pictures a second again",
    ],
    [
      "sound for the night, even in loudness",
      sound(1),
      newSound(sound(1), why, { night_mode: true, normalize: true }),
      "DTS 5.1 FrenchconvertAAC stereo French, night mode, even loudness",
    ],
  ] as [string, Stream, Action, string][])("%s", (_, stream, action, line) => {
    expect(linesOf(plan("transcode", [action]), [stream])).toEqual([line]);
  });

  it("a silent sound track that is added has a line of its own", () => {
    const silent = { ...plan("remux", [copy(picture(0))]), silence: newAudio() };
    expect(linesOf(silent, [picture(0)])[1]).toBe(" no soundaddedAAC stereo silent");
  });
});
