import type { Job, JobEvent } from "@/lib/api";

type JobPage = { next?: string | null; previous?: string | null; results: Job[] };
type JobPages<Param = unknown> = { pages: JobPage[]; pageParams: Param[] };

function mapJobs<P>(pages: JobPages<P>, change: (job: Job) => Job | null): JobPages<P> {
  const changed = pages.pages.map((page) => ({
    ...page,
    results: page.results.flatMap((job) => change(job) ?? []),
  }));
  return { ...pages, pages: changed };
}

function replacing(fresh: Job): (job: Job) => Job {
  return (job) => (job.id === fresh.id && job.seq < fresh.seq ? fresh : job);
}

/** Folds one event into the pages of a list that is already loaded. Jobs that are not in it are not added: where they
 * belong depends on the list's filter, which only the server knows. */
export function foldPages<P>(pages: JobPages<P>, event: JobEvent): JobPages<P> {
  switch (event.type) {
    case "jobs.snapshot":
      return event.jobs.reduce((all, fresh) => mapJobs(all, replacing(fresh)), pages);
    case "job.updated":
      return mapJobs(pages, replacing(event.job));
    case "job.progress": {
      const { job: progress } = event;
      return mapJobs(pages, (job) =>
        job.id === progress.id && job.seq < progress.seq ? { ...job, ...progress } : job,
      );
    }
    case "job.deleted":
      return mapJobs(pages, (job) => (job.id === event.job.id ? null : job));
  }
}

/** Whether the loaded pages may now hold too few or too many jobs. */
export function changesMembership<P>(pages: JobPages<P>, event: JobEvent): boolean {
  if (event.type !== "job.updated") return false;
  const known = pages.pages.flatMap((page) => page.results).find((job) => job.id === event.job.id);
  return known === undefined || known.status !== event.job.status;
}

export type { JobPage, JobPages };
