import type { Job } from "@/lib/api";

/** What was last said about each job, so that nothing is said twice. */
export type Said = ReadonlyMap<string, string>;

/** A job's state as far as it is worth saying aloud: its status, and while it is converted each quarter. */
function milestone(job: Job): string {
  return job.status === "processing" ? `processing:${Math.floor(job.progress / 25)}` : job.status;
}

/** The jobs to speak of now, and what will then have been said. At first sight of a job nothing is said. */
export function milestones(said: Said, jobs: readonly Job[]): { news: Job[]; said: Said } {
  const next = new Map(jobs.map((job) => [job.id, milestone(job)]));
  const news = jobs.filter((job) => said.has(job.id) && said.get(job.id) !== next.get(job.id));
  return { news, said: next };
}
