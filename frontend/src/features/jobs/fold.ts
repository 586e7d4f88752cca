import type { Job, JobEvent, JobProgress } from "@/lib/api";

/** What is known of the jobs: the newest state of each, and which are gone for good. */
export type JobBook = { readonly jobs: readonly Job[]; readonly gone: readonly string[] };

export const EMPTY_BOOK: JobBook = { jobs: [], gone: [] };

function newestFirst(a: Job, b: Job): number {
  return b.created_at.localeCompare(a.created_at) || b.id.localeCompare(a.id);
}

/** The book with `job` in its present state. A state that is not newer than the known one changes nothing. */
export function withJob(book: JobBook, job: Job): JobBook {
  if (book.gone.includes(job.id)) return book;
  const known = book.jobs.find((each) => each.id === job.id);
  if (known && known.seq >= job.seq) return book;
  const jobs = known
    ? book.jobs.map((each) => (each.id === job.id ? job : each))
    : [...book.jobs, job].sort(newestFirst);
  return { ...book, jobs };
}

export function withProgress(book: JobBook, progress: JobProgress): JobBook {
  const known = book.jobs.find((each) => each.id === progress.id);
  if (!known || known.seq >= progress.seq) return book;
  return { ...book, jobs: book.jobs.map((each) => (each === known ? { ...each, ...progress } : each)) };
}

export function withoutJob(book: JobBook, id: string): JobBook {
  if (book.gone.includes(id)) return book;
  return { jobs: book.jobs.filter((each) => each.id !== id), gone: [...book.gone, id] };
}

/** Folds one event of the socket into what is known. */
export function fold(book: JobBook, event: JobEvent): JobBook {
  switch (event.type) {
    case "jobs.snapshot":
      return event.jobs.reduce(withJob, book);
    case "job.updated":
      return withJob(book, event.job);
    case "job.progress":
      return withProgress(book, event.job);
    case "job.deleted":
      return withoutJob(book, event.job.id);
  }
}

/** A reading of the server that began when the book was `before` and is `now` folded in. Its jobs replace the known
 * ones, except where an event told of something newer in the meantime. */
export function refreshed(before: JobBook, now: JobBook, fetched: readonly Job[]): JobBook {
  const knownBefore = new Set(before.jobs.map((job) => job.id));
  const cameMeanwhile = now.jobs.filter((job) => !knownBefore.has(job.id));
  const newerNow = now.jobs.filter((job) => fetched.some((each) => each.id === job.id && each.seq < job.seq));
  return [...fetched, ...newerNow, ...cameMeanwhile].reduce(withJob, { jobs: [], gone: now.gone });
}
