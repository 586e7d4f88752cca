import { IN_QUEUE, isFinished, lineOf } from "@/features/jobs";
import type { Job } from "@/lib/api";

/** The desk in three parts, each in the order in which it is read. */
export type DeskGroups = {
  /** Those that the user still has to look at or to start, newest first. */
  open: Job[];
  /** At work or held, the one that began first on top. */
  working: Job[];
  /** Those that wait for their turn, in its order. */
  line: Job[];
  /** Finished, newest first. */
  ended: Job[];
};

const begunAt = (job: Job) => job.started_at ?? job.created_at;
const isHeld = (job: Job) => job.status === "paused";

function firstBegunFirst(a: Job, b: Job): number {
  return Number(isHeld(a)) - Number(isHeld(b)) || begunAt(a).localeCompare(begunAt(b));
}

export function deskGroups(jobs: readonly Job[]): DeskGroups {
  const inQueue = jobs.filter((job) => IN_QUEUE.includes(job.status));
  return {
    open: jobs.filter((job) => !isFinished(job.status) && !IN_QUEUE.includes(job.status)),
    working: inQueue.filter((job) => job.status !== "queued").sort(firstBegunFirst),
    line: lineOf(inQueue),
    ended: jobs.filter((job) => isFinished(job.status)),
  };
}
