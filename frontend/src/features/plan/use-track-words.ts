"use client";

import { useTranslations } from "next-intl";
import type { AudioTarget, Reason, Stream, VideoStream, VideoTarget } from "@/lib/api";
import { type Formats, useFormats } from "@/lib/formats";
import type messages from "@/messages/en.json";
import { codecName, dynamicRangeName, hardwareOf, resolutionName, surroundName } from "./codec-names";
import type { Track, TrackRow } from "./track-rows";

export type Text = { name: string; facts: string };
type Translate = ReturnType<typeof useTranslations<"tracks">>;
type ShortReason = keyof (typeof messages)["reasons"]["short"];

function distinct(parts: (string | null | undefined | false)[]): string {
  return [...new Set(parts.filter(Boolean))].join(", ");
}

/** `HDR10` and the like; nothing for the usual SDR. */
function rangeOf(stream: VideoStream): string | null {
  return stream.dynamic_range === "sdr" ? null : dynamicRangeName(stream.dynamic_range);
}

function videoFacts(stream: VideoStream, t: Translate): string {
  const interlaced = stream.field_order === "top_first" || stream.field_order === "bottom_first";
  const profile = [stream.codec_profile, stream.level_name].filter(Boolean).join(" ");
  return distinct([
    resolutionName(stream.width, stream.height),
    rangeOf(stream),
    interlaced && t("interlaced"),
    profile,
  ]);
}

function soundName(
  codec: string | null,
  channels: number | null,
  layout: string | null,
  t: Translate,
): string {
  const name = codecName(codec);
  if (channels === null) return name;
  const surround = surroundName(channels, layout);
  return `${name} ${surround ?? t(channels === 1 ? "mono" : "stereo")}`;
}

function flagsOf(stream: Stream, t: Translate): (string | false)[] {
  const has = (name: Stream["dispositions"][number]) => stream.dispositions.includes(name);
  return [
    has("forced") && t("forced"),
    has("hearing_impaired") && t("sdh"),
    has("comment") && t("commentary"),
  ];
}

/** "French, forced"; in a line of several tracks "French (forced), English", so that it is clear which one is. */
function described(tracks: readonly Track[], t: Translate, formats: Formats): string {
  const each = tracks.map((track) => {
    const name = spoken([track], formats)[0];
    const flags = distinct(flagsOf(track.stream, t));
    if (!name || !flags) return name ?? flags;
    return tracks.length > 1 ? `${name} (${flags})` : `${name}, ${flags}`;
  });
  return distinct(each);
}

function spoken(tracks: readonly Track[], formats: Formats): (string | null)[] {
  return tracks.map(({ stream }) => (stream.language ? formats.language(stream.language) : stream.title));
}

function sourceText(row: TrackRow, t: Translate, formats: Formats): Text {
  const [{ stream }] = row.tracks;
  const said = described(row.tracks, t, formats);
  switch (stream.kind) {
    case "video":
      if (stream.is_cover_art) return { name: t("coverArt"), facts: "" };
      return { name: codecName(stream.codec), facts: videoFacts(stream, t) };
    case "audio":
      return { name: soundName(stream.codec, stream.channels, stream.channel_layout, t), facts: said };
    case "subtitle":
      return { name: codecName(stream.codec), facts: said };
    case "attachment":
      return { name: t("attachments", { count: row.tracks.length }), facts: "" };
    case "data":
      return { name: t("data"), facts: "" };
  }
}

function pictureMade(target: VideoTarget, t: Translate): Text {
  const hardware = hardwareOf(target.encoder);
  const facts = distinct([
    resolutionName(target.width, target.height),
    target.dynamic_range !== "sdr" && dynamicRangeName(target.dynamic_range),
    target.tone_map && t("naturalColors"),
    target.inverse_telecine ? t("filmRate") : target.deinterlace && t("smooth"),
    hardware && t("byHardware", { hardware }),
  ]);
  return { name: codecName(target.codec), facts };
}

function soundMade(target: AudioTarget, said: readonly (string | null)[], t: Translate): Text {
  const facts = [...said, target.night_mode && t("nightMode"), target.normalize && t("evenLoudness")];
  return { name: soundName(target.codec, target.channels, null, t), facts: distinct(facts) };
}

function languageCount(row: TrackRow): number {
  return new Set(row.tracks.map(({ stream }) => stream.language ?? "")).size;
}

/** The words on both ends of a line of the track map. */
export function useTrackWords() {
  const t = useTranslations("tracks");
  const short = useTranslations("reasons.short");
  const formats = useFormats();

  function whyLeftOut(reasons: readonly Reason[]): string {
    const known = reasons.map((reason) => reason.code as ShortReason).find((code) => short.has(code));
    return short(known ?? "other");
  }

  function resultText(row: TrackRow): Text {
    const [{ action }] = row.tracks;
    switch (action.action) {
      case "copy":
        return {
          name: sourceText(row, t, formats).name,
          facts: t(action.level === null ? "unchanged" : "levelCorrected"),
        };
      case "transcode":
        return action.kind === "video"
          ? pictureMade(action.target, t)
          : soundMade(action.target, spoken(row.tracks, formats), t);
      case "sidecar":
        return { name: t("subtitles"), facts: t("languages", { count: languageCount(row) }) };
      case "burn_in":
        return { name: t("subtitles"), facts: t("inPicture") };
      case "poster":
        return { name: t("coverArt"), facts: t("asPicture") };
      case "drop":
        return { name: "", facts: whyLeftOut(action.reasons) };
    }
  }

  return {
    source: (row: TrackRow) => sourceText(row, t, formats),
    result: resultText,
    added: (silence: AudioTarget) => soundMade(silence, [t("silent")], t),
  };
}
