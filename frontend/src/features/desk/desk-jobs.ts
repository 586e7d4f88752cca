import { isFinished } from "@/features/jobs";
import type { Job } from "@/lib/api";

const RECENT_MS = 24 * 60 * 60 * 1000;

function finishedAt(job: Job): number {
  return Date.parse(job.completed_at ?? job.created_at);
}

/** What lies on the desk: all that is not finished, and what was finished in the last day. */
export function deskJobs(jobs: readonly Job[], now: number, uploading: readonly string[]): Job[] {
  return jobs.filter((job) => {
    // While its bytes are sent from this page, the upload's own card stands for it.
    if (job.status === "uploading") return !uploading.includes(job.filename);
    return !isFinished(job.status) || now - finishedAt(job) < RECENT_MS;
  });
}
