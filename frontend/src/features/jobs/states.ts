import type { JobStatus } from "@/lib/api";

export const FINISHED: readonly JobStatus[] = ["completed", "failed", "cancelled"];

export const UNFINISHED: readonly JobStatus[] = [
  "uploading",
  "pending",
  "analyzing",
  "ready",
  "queued",
  "processing",
  "verifying",
  "cancelling",
];

export const CONVERTING: readonly JobStatus[] = ["processing", "verifying"];

export function isFinished(status: JobStatus): boolean {
  return FINISHED.includes(status);
}
