import { answerOf, api, type Job, Problem } from "@/lib/api";
import { digestBeside } from "./digest-beside";
import { sampleOf } from "./sample";
import type { Wishes } from "./wishes";

/** A film of the same user that the server still has. */
export type KnownFilm = { job: string; filename: string; created_at: string };

/** Nobody waits longer for the question whether a film is known than for its first bytes. */
const PATIENCE_MS = 3000;

/** The films on the server that look like this one, newest first: by its size and a few of its parts. */
export async function knownFilms(file: File, signal: AbortSignal): Promise<readonly KnownFilm[]> {
  const body = { size: file.size, sample: await sampleOf(file) };
  const until = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  return (await answerOf(api.POST("/api/uploads/known/", { body, signal: until }))).films;
}

export type Reuse = {
  file: File;
  wishes: Wishes;
  films: readonly KnownFilm[];
  onProgress: (fraction: number) => void;
  signal: AbortSignal;
};

async function takenFrom(film: KnownFilm, sha256: string, { file, wishes }: Reuse): Promise<Job | null> {
  const call = api.POST("/api/uploads/known/{job_id}/", {
    params: { path: { job_id: film.job } },
    body: { sha256, filename: file.name, ...wishes },
  });
  return answerOf(call).catch((error: unknown) => {
    // Another film, or deleted meanwhile.
    if (error instanceof Problem && [404, 409, 410].includes(error.status ?? 0)) return null;
    throw error;
  });
}

/** A new job with the film that the server has, once the whole of it proved to be this one; null when none is.
 * Rejects with the `Problem`, or with the reason of `signal`. */
export async function reuse(asked: Reuse): Promise<Job | null> {
  const { file, films, onProgress, signal } = asked;
  const sha256 = await digestBeside({ film: file, onProgress, signal });
  for (const film of films) {
    const job = await takenFrom(film, sha256, asked);
    if (job) return job;
  }
  return null;
}
