import type { AudioStream, HardwareEncoder, Options, Stream, SubtitleStream } from "@/lib/api";

/** The options of a job as the form shows them, and back. Pure: absent keys mean "as the server thinks best". */

export type SubtitleWish = "all" | "some" | "none";
export type QualityWish = NonNullable<Options["profile"]>;

export function audioTracks(streams: readonly Stream[]): AudioStream[] {
  return streams.filter((stream) => stream.kind === "audio");
}

/** The languages of the subtitles, in file order, each once, as the file writes them. */
export function subtitleLanguages(streams: readonly Stream[]): string[] {
  const subtitles = streams.filter((stream): stream is SubtitleStream => stream.kind === "subtitle");
  return [...new Set(subtitles.flatMap((stream) => stream.language ?? []))];
}

export function hasSubtitles(streams: readonly Stream[]): boolean {
  return streams.some((stream) => stream.kind === "subtitle");
}

/** Texts among the subtitles: those that go along. */
export function hasTexts(streams: readonly Stream[]): boolean {
  return streams.some((stream) => stream.kind === "subtitle" && stream.form === "text");
}

export function hasPicture(streams: readonly Stream[]): boolean {
  return streams.some((stream) => stream.kind === "video" && !stream.is_cover_art);
}

/** The options without the named keys. */
export function without(options: Options, ...keys: (keyof Options)[]): Options {
  return Object.fromEntries(Object.entries(options).filter(([key]) => !keys.includes(key as keyof Options)));
}

/** `value` under `key`; undefined takes the key away. */
export function withOption<Key extends keyof Options>(
  options: Options,
  key: Key,
  value: Options[Key],
): Options {
  const rest = without(options, key);
  return value === undefined ? rest : { ...rest, [key]: value };
}

/** The wishes that are there or not. */
export type SwitchedWish =
  | "keep_surround"
  | "night_mode"
  | "normalize"
  | "add_silence"
  | "force_aac"
  | "force_h264"
  | "no_chapters"
  | "no_metadata";

/** H.264 in any case and another format contradict each other: the later wish counts. */
export function withSwitch(options: Options, wish: SwitchedWish, on: boolean): Options {
  const rest = wish === "force_h264" && on ? without(options, "video_codec") : options;
  return withOption(rest, wish, on || undefined);
}

/** The chosen sound: its number among the sound tracks, or null for the best fit. */
export function audioWish(options: Options, streams: readonly Stream[]): number | null {
  if (options.audio_track !== undefined) return options.audio_track;
  const place = audioTracks(streams).findIndex((stream) => stream.index === options.audio_stream);
  return place >= 0 ? place : null;
}

export function withAudio(options: Options, place: number | null): Options {
  return withOption(without(options, "audio_stream"), "audio_track", place ?? undefined);
}

export function subtitleWish(options: Options): SubtitleWish {
  if (options.no_subtitles) return "none";
  return options.subtitle_lang === undefined ? "all" : "some";
}

export function withSubtitles(options: Options, wish: SubtitleWish, languages: readonly string[]): Options {
  const rest = without(options, "no_subtitles", "subtitle_lang", "subtitle_track");
  if (wish === "none") return { ...rest, no_subtitles: true };
  return wish === "all" ? rest : { ...rest, subtitle_lang: [...languages] };
}

/** One language more or less; without any left there are no subtitles. */
export function withSubtitleLanguage(options: Options, language: string, wanted: boolean): Options {
  const others = (options.subtitle_lang ?? []).filter((each) => each !== language);
  const languages = wanted ? [...others, language] : others;
  return withSubtitles(options, languages.length > 0 ? "some" : "none", languages);
}

const HEIGHTS = [2160, 1440, 1080, 720, 576, 480];

/** Limits below the film's own height: others would do nothing. */
export function usefulHeights(streams: readonly Stream[]): number[] {
  const picture = streams.find((stream) => stream.kind === "video" && !stream.is_cover_art);
  return picture?.kind === "video" ? HEIGHTS.filter((height) => height < picture.height) : [];
}

type Codec = NonNullable<Options["video_codec"]>;

/** What a picture can become for a device that plays `played`. All devices play H.264. */
export function offeredCodecs(played: readonly string[]): Codec[] {
  const others = (["hevc", "av1"] as const).filter((codec) => played.includes(codec));
  return ["h264", ...others];
}

export function withCodec(options: Options, codec: Codec): Options {
  if (codec === "h264") return without(options, "video_codec");
  return withOption(without(options, "force_h264"), "video_codec", codec);
}

const MEGABYTES = 1000; // of a gigabyte, as the server counts

export function targetGigabytes(options: Options): number | null {
  return options.target_size === undefined ? null : options.target_size / MEGABYTES;
}

/** Whole megabytes, at least one; nothing and 0 are no wish. */
export function withGigabytes(options: Options, size: number | null): Options {
  const wished = size ? Math.max(1, Math.round(size * MEGABYTES)) : undefined;
  return withOption(options, "target_size", wished);
}

export function withSubtitleMode(options: Options, besideOnly: boolean): Options {
  return withOption(options, "subtitle_mode", besideOnly ? "sidecar" : undefined);
}

type Hardware = Exclude<NonNullable<Options["hw"]>, "auto" | "cpu">;
const FAMILIES: readonly Hardware[] = ["nvenc", "qsv", "vaapi", "amf"];

/** The kinds of hardware that can be asked for and have proved to work on the server. */
export function offeredHardware(encoders: readonly HardwareEncoder[]): Hardware[] {
  const working = encoders.filter((encoder) => encoder.works).map((encoder) => encoder.family);
  return FAMILIES.filter((family) => working.includes(family));
}
