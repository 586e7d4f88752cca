import { describe, expect, it } from "vitest";
import type { Plan } from "@/lib/api";
import {
  burnIn,
  copy,
  drop,
  newPicture,
  newSound,
  picture,
  plan,
  poster,
  reason,
  sidecar,
  sound,
  subtitle,
} from "@/testing/films";
import { composeHeadline, effortOf, mainWork } from "./headline";

const video = picture(0);
const audio = sound(1);
const text = subtitle(2);
const hevc = reason("video_codec_not_played", { codec: "hevc" });
const elsewhere = reason("other_track_chosen");

const said = (each: Plan) =>
  composeHeadline(each).map((sentence) =>
    "reason" in sentence ? `${sentence.key}: ${sentence.reason.code}` : sentence.key,
  );

describe("the plan in plain words", () => {
  it.each([
    [
      "a file that plays says so, and why",
      plan("as_is", [copy(video), copy(audio)], []),
      ["asIs", "asIsWhy"],
    ],
    [
      "only the sound is converted: the picture is praised first",
      plan("transcode", [copy(video), newSound(audio)]),
      ["pictureFine", "onlySound: audio_codec_not_played"],
    ],
    [
      "only the picture is converted: the first obstacle is named, not that the device plays it",
      plan("transcode", [newPicture(video, hevc), copy(audio)]),
      ["soundFine", "onlyPicture: video_codec_not_played"],
    ],
    [
      "both are converted: a reason for each",
      plan("transcode", [newPicture(video, hevc), newSound(audio)]),
      ["bothChange", "because: video_codec_not_played", "because: audio_codec_not_played"],
    ],
    [
      "a remux names what is wrong with the file",
      plan("remux", [copy(video), copy(audio)]),
      ["bothFine", "onlyFile: container_not_played"],
    ],
    [
      "a film without sound speaks of the picture only",
      plan("transcode", [newPicture(video, hevc)]),
      ["pictureChanges", "because: video_codec_not_played"],
    ],
    [
      "music speaks of the sound only",
      plan("transcode", [newSound(audio)]),
      ["soundChanges", "because: audio_codec_not_played"],
    ],
    [
      "a silent film in the wrong file",
      plan("remux", [copy(video)]),
      ["pictureFine", "onlyFileAlone: container_not_played"],
    ],
    [
      "a sound track that is left out does not count",
      plan("remux", [copy(video), drop(audio, elsewhere)]),
      ["pictureFine", "onlyFileAlone: container_not_played"],
    ],
    [
      "subtitles that come along are mentioned",
      plan("remux", [copy(video), copy(audio), sidecar(text)]),
      ["bothFine", "onlyFile: container_not_played", "subtitlesAlong"],
    ],
    [
      "subtitles in the picture are mentioned",
      plan("transcode", [newPicture(video, hevc), copy(audio), burnIn(text)]),
      ["soundFine", "onlyPicture: video_codec_not_played", "subtitlesBurned"],
    ],
    [
      "but not twice, where they are why the picture is converted",
      plan("transcode", [
        newPicture(video, reason("subtitle_drawn", { stream: 2 })),
        copy(audio),
        burnIn(text),
      ]),
      ["soundFine", "onlyPicture: subtitle_drawn"],
    ],
    [
      "forced ones that nobody asked for are told with their reason",
      plan("transcode", [
        newPicture(video, reason("subtitle_drawn", { stream: 2 })),
        copy(audio),
        burnIn(text, reason("subtitle_forced", { codec: "hdmv_pgs_subtitle" })),
      ]),
      ["soundFine", "onlyPicture: subtitle_drawn", "forcedBurned"],
    ],
    [
      "forced ones beside a sound that changes are told once",
      plan("transcode", [
        newPicture(video, reason("subtitle_drawn", { stream: 2 })),
        newSound(audio),
        burnIn(text, reason("subtitle_forced", { codec: "hdmv_pgs_subtitle" })),
      ]),
      ["bothChange", "because: audio_codec_not_played", "forcedBurned"],
    ],
    [
      "the cover of an album is not its picture",
      plan("transcode", [newSound(audio), poster(picture(2, { is_cover_art: true }))]),
      ["soundChanges", "because: audio_codec_not_played"],
    ],
  ])("%s", (_, each, sentences) => {
    expect(said(each)).toEqual(sentences);
  });

  it("a remux without any reason still has a sentence", () => {
    expect(said(plan("remux", [copy(video), copy(audio)], []))).toEqual(["bothFine", "onlyFile: user_wish"]);
  });
});

describe("how long it takes", () => {
  it.each([
    ["as it is: nothing to do", plan("as_is", [copy(video)]), "as_is"],
    ["copied: seconds", plan("remux", [copy(video), sidecar(text)]), "quick"],
    ["only the sound: quick", plan("transcode", [copy(video), newSound(audio)]), "sound"],
    ["the picture: long", plan("transcode", [newPicture(video, hevc), newSound(audio)]), "long"],
    ["burnt-in subtitles: long", plan("transcode", [copy(video), burnIn(text)]), "long"],
  ])("%s", (_, each, effort) => {
    expect(effortOf(each)).toBe(effort);
  });
});

describe("the main work", () => {
  it.each([
    ["the picture before the sound", plan("transcode", [newPicture(video, hevc), newSound(audio)]), "video"],
    ["the sound when the picture is kept", plan("transcode", [copy(video), newSound(audio)]), "audio"],
    ["packing when all is kept", plan("remux", [copy(video), copy(audio)]), "repacked"],
  ])("%s", (_, each, kind) => {
    expect(mainWork(each, [video, audio]).kind).toBe(kind);
  });
});
