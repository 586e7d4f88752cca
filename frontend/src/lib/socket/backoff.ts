const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** How long to wait before the n-th try in a row (from 0), with up to a quarter of jitter so that a restarted
 * server is not met by all its pages at once. `random` is in [0, 1). */
export function backoff(attempt: number, random: number): number {
  const wait = Math.min(FIRST_MS * 2 ** attempt, LONGEST_MS);
  return Math.round(wait * (0.75 + random / 4));
}
