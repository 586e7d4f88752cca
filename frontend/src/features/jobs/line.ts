import type { Job, JobEvent } from "@/lib/api";
import type { JobBook } from "./fold";

/** The films that wait in the queue, in the order in which they will be served. Those without a place stand last. */
export function lineOf(jobs: readonly Job[]): Job[] {
  const place = (job: Job) => job.position ?? Number.POSITIVE_INFINITY;
  return jobs
    .filter((job) => job.status === "queued")
    .sort((a, b) => place(a) - place(b) || a.created_at.localeCompare(b.created_at));
}

/** Where to put one film: before another one, or last. */
export type Move = { place: "first" | "last" } | { before: string };

/** The move that brings the film at `from` to `to`; null when it stays. `ids`: the line as it is. */
export function moveBetween(ids: readonly string[], from: number, to: number): Move | null {
  if (from === to) return null;
  if (to <= 0) return { place: "first" };
  const before = ids[to > from ? to + 1 : to];
  return before === undefined ? { place: "last" } : { before };
}

/** The ids in the order after `move`; unchanged when `id` or its new neighbour is not among them. */
export function moved(ids: readonly string[], id: string, move: Move): string[] {
  const others = ids.filter((each) => each !== id);
  if (others.length === ids.length) return [...ids];
  if ("place" in move) return move.place === "first" ? [id, ...others] : [...others, id];
  const at = others.indexOf(move.before);
  return at < 0 ? [...ids] : others.toSpliced(at, 0, id);
}

/** The book with the waiting films in the order of `ids`: they share out the places they had before. */
export function withLine(book: JobBook, ids: readonly string[]): JobBook {
  const places = lineOf(book.jobs).map((job) => job.position);
  const next = new Map(ids.map((id, at) => [id, places[at] ?? null]));
  const jobs = book.jobs.map((job) =>
    next.has(job.id) ? { ...job, position: next.get(job.id) ?? null } : job,
  );
  return { ...book, jobs };
}

/** Whether after this event others may stand at another place. */
export function changesLine(known: readonly Job[], event: JobEvent): boolean {
  const statusOf = (id: string) => known.find((job) => job.id === id)?.status;
  if (event.type === "job.deleted") return statusOf(event.job.id) === "queued";
  if (event.type !== "job.updated") return false;
  const before = known.find((job) => job.id === event.job.id);
  if (before && before.seq >= event.job.seq) return false;
  const waits = [before?.status, event.job.status].filter((status) => status === "queued").length;
  return waits === 1 || (waits === 2 && before?.position !== event.job.position);
}
