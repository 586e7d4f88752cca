import { isFinished } from "@/features/jobs";
import type { Job } from "@/lib/api";

/** Which steps a job's state allows. The server has the last word. */

export const canRetry = (job: Job) =>
  (job.status === "failed" || job.status === "cancelled") && job.source_available;

export const canPause = (job: Job) => ["queued", "processing", "verifying"].includes(job.status);

export const canCancel = (job: Job) => canPause(job) || job.status === "paused";

export const canGoAgain = (job: Job) =>
  isFinished(job.status) && job.source_available && job.streams !== null;
