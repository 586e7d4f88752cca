import type { Options, Stream, SubtitleStream } from "@/lib/api";
import { without } from "./wishes";

/** Which subtitle is drawn into the picture. A number, as text, is the track's index in the file. */
export type BurnWish = "needed" | "never" | "forced" | "auto" | `${number}`;

const isForced = (stream: SubtitleStream) => stream.dispositions.includes("forced");

/** Those that can be drawn, pictures too, in file order. */
export function drawableSubtitles(streams: readonly Stream[]): SubtitleStream[] {
  return streams
    .filter((stream): stream is SubtitleStream => stream.kind === "subtitle")
    .filter((stream) => stream.form !== null && !stream.encrypted);
}

/** The server draws forced pictures of its own accord: nothing else can show what the film can't do without. */
export function drawsByItself(streams: readonly Stream[]): boolean {
  return drawableSubtitles(streams).some((stream) => isForced(stream) && stream.form === "bitmap");
}

function wishOf(options: Options): BurnWish {
  if (options.burn_subtitle !== undefined) return `${options.burn_subtitle}` as BurnWish;
  return options.no_forced_subs ? "never" : "needed";
}

/** What is offered, in order: only what makes a difference for this film, and what is already wished. */
export function burnChoices(options: Options, streams: readonly Stream[]): BurnWish[] {
  const subtitles = drawableSubtitles(streams);
  const wish = wishOf(options);
  const byItself = drawsByItself(streams);
  return [
    "needed",
    ...(byItself ? (["never"] as const) : []),
    ...(wish === "forced" || (!byItself && subtitles.some(isForced)) ? (["forced"] as const) : []),
    ...(wish === "auto" ? (["auto"] as const) : []),
    ...subtitles.map((stream): BurnWish => `${stream.index}`),
  ];
}

/** The one of the offered choices that is wished. */
export function burnWish(options: Options, streams: readonly Stream[]): BurnWish {
  const wish = wishOf(options);
  return burnChoices(options, streams).includes(wish) ? wish : "needed";
}

export function withBurn(options: Options, wish: BurnWish): Options {
  const rest = without(options, "burn_subtitle", "no_forced_subs");
  switch (wish) {
    case "needed":
      return rest;
    case "never":
      return { ...rest, no_forced_subs: true };
    case "forced":
    case "auto":
      return { ...rest, burn_subtitle: wish };
    default:
      return { ...rest, burn_subtitle: Number(wish) };
  }
}
