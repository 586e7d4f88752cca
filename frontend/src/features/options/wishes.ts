import type { AudioStream, Options, Stream, SubtitleStream } from "@/lib/api";

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

/** The options without the named keys. */
function without(options: Options, ...keys: (keyof Options)[]): Options {
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
