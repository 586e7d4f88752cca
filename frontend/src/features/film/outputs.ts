import type { Job, JobOutput } from "@/lib/api";

/** The film itself among what a job delivered; null while there is none. */
export function filmOf(job: Job): JobOutput | null {
  return job.outputs.find((output) => output.kind === "video" || output.kind === "audio") ?? null;
}

export function subtitlesOf(job: Job): JobOutput[] {
  return job.outputs.filter((output) => output.kind === "subtitle");
}

/** What lies beside the film: subtitles, then the poster. */
export function extrasOf(job: Job): JobOutput[] {
  return [...subtitlesOf(job), ...job.outputs.filter((output) => output.kind === "poster")];
}

export function inlineUrl(output: JobOutput): string {
  return `${output.url}?inline=1`;
}
