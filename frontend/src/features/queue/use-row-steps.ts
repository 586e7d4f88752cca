"use client";

import { moveBetween, useCancelJob, useChangeJob, useMoveJob, usePauseJob } from "@/features/jobs";
import type { Job, JobPriority } from "@/lib/api";

/** All that can be done with a film that waits, and what of it failed last. */
export function useRowSteps(job: Job, line: readonly string[]) {
  const move = useMoveJob();
  const change = useChangeJob();
  const pause = usePauseJob();
  const cancel = useCancelJob();
  const here = line.indexOf(job.id);

  function moveTo(place: number) {
    const wanted = moveBetween(line, here, place);
    if (wanted) move.mutate({ id: job.id, move: wanted });
  }

  return {
    isFirst: here <= 0,
    isLast: here === line.length - 1,
    first: () => moveTo(0),
    up: () => moveTo(here - 1),
    down: () => moveTo(here + 1),
    last: () => moveTo(line.length - 1),
    setPriority: (priority: JobPriority) => change.mutate({ id: job.id, priority }),
    setTime: (not_before: string | null) => change.mutate({ id: job.id, not_before }),
    pause: () => pause.mutate(job.id),
    cancel: () => cancel.mutate(job.id),
    failed: [move, change, pause, cancel].find((step) => step.isError) ?? null,
  };
}

export type RowSteps = ReturnType<typeof useRowSteps>;
