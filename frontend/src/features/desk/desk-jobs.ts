import { isFinished } from "@/features/jobs";
import type { Upload } from "@/features/uploads";
import type { Job } from "@/lib/api";

const RECENT_MS = 24 * 60 * 60 * 1000;

function finishedAt(job: Job): number {
  return Date.parse(job.completed_at ?? job.created_at);
}

/** An upload that the server has begun, but not yet named to this page, is known by its film's name. */
function isSentHere(job: Job, { jobId, name }: Upload): boolean {
  return jobId === null ? name === job.filename : jobId === job.id;
}

/** What lies on the desk: all that is not finished, and what was finished in the last day. */
export function deskJobs(jobs: readonly Job[], now: number, uploads: readonly Upload[]): Job[] {
  return jobs.filter((job) => {
    // While its bytes are sent from this page, the upload's own card stands for it.
    if (job.status === "uploading") return !uploads.some((upload) => isSentHere(job, upload));
    return !isFinished(job.status) || now - finishedAt(job) < RECENT_MS;
  });
}
