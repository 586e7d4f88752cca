import type { Options } from "@/lib/api";
import { asProblem } from "@/lib/api";

/** The wishes in which two sets differ. */
function changed(before: Options, after: Options): (keyof Options)[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)] as (keyof Options)[]);
  return [...keys].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}

/** The wishes whose fields can say themselves that they were refused. */
const SPEAKING: readonly (keyof Options)[] = [
  "target_size",
  "max_bit_rate",
  "video_codec",
  "hw",
  "abr",
  "subtitle_mode",
  "burn_subtitle",
  "no_forced_subs",
];

/** The wishes that the server refused, when their own fields can say so; none for any other mishap. */
export function refusedWishes(error: unknown, before: Options, wished: Options): (keyof Options)[] {
  if (asProblem(error).code !== "invalid_options") return [];
  return changed(before, wished).filter((key) => SPEAKING.includes(key));
}
