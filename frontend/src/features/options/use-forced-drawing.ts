"use client";

import { useChangeJob } from "@/features/jobs";
import { drawsForced } from "@/features/plan";
import type { Job, Plan, Stream } from "@/lib/api";
import { drawsByItself, withBurn } from "./burn-wishes";

/** Forced subtitles that are pictures: drawn in by the server's own proposal, or left out by the user's wish; null for
 * films without any. `toggle` takes the other way. */
export function useForcedDrawing(job: Job, plan: Plan, streams: readonly Stream[]) {
  const change = useChangeJob();
  const drawn = drawsForced(plan);
  const refused = job.options.no_forced_subs === true && drawsByItself(streams);
  if (!drawn && !refused) return null;
  const toggle = () =>
    change.mutate({ id: job.id, options: withBurn(job.options, drawn ? "never" : "needed") });
  return { drawn, toggle, isPending: change.isPending };
}
