import type { Action, Plan, Stream } from "@/lib/api";

export type Way = "kept" | "convert" | "along" | "leftOut" | "drawn" | "added";

export type Track = { stream: Stream; action: Action };

/** One line of the map: tracks of one kind and format that share a fate. */
export type TrackRow = { id: string; way: Way; tracks: [Track, ...Track[]] };

const WAYS: Readonly<Record<Action["action"], Way>> = {
  copy: "kept",
  transcode: "convert",
  sidecar: "along",
  burn_in: "drawn",
  poster: "along",
  drop: "leftOut",
};

function isCover(stream: Stream): boolean {
  return stream.kind === "video" && stream.is_cover_art;
}

/** Tracks with the same name share a line. Kept and converted tracks each keep their own: they are what matters. */
function lineOf({ stream, action }: Track): string {
  const way = WAYS[action.action];
  if (stream.kind === "attachment" || stream.kind === "data" || isCover(stream))
    return `${stream.kind}:${isCover(stream)}:${way}`;
  if (stream.kind === "subtitle" || way === "leftOut") return `${stream.kind}:${stream.codec}:${way}`;
  return `own:${stream.index}`;
}

/** The lines of the track map, in the order of the file. */
export function trackRows(plan: Plan, streams: readonly Stream[]): TrackRow[] {
  const rows = new Map<string, TrackRow>();
  for (const action of plan.actions) {
    const stream = streams.find((each) => each.index === action.stream);
    if (!stream) continue;
    const track = { stream, action };
    const id = lineOf(track);
    const row = rows.get(id);
    if (row) row.tracks.push(track);
    else rows.set(id, { id, way: WAYS[action.action], tracks: [track] });
  }
  return [...rows.values()];
}
