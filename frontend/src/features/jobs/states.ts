import type { JobStatus } from "@/lib/api";

export const FINISHED: readonly JobStatus[] = ["completed", "failed", "cancelled"];

export const UNFINISHED: readonly JobStatus[] = [
  "uploading",
  "pending",
  "analyzing",
  "ready",
  "queued",
  "paused",
  "processing",
  "verifying",
  "cancelling",
];

/** In the queue: waiting, at work, or held. */
export const IN_QUEUE: readonly JobStatus[] = ["processing", "verifying", "cancelling", "paused", "queued"];

export const CONVERTING: readonly JobStatus[] = ["processing", "verifying"];

export function isFinished(status: JobStatus): boolean {
  return FINISHED.includes(status);
}
