const MEGABYTE = 1024 * 1024;

export const SMALLEST = MEGABYTE;
/** Under the 50 MB that the strictest of the usual proxies let through. */
export const LARGEST = 48 * MEGABYTE;
/** The server looks at a film as soon as it has so much of it. */
export const FIRST = MEGABYTE;

const SHORT_MS = 4000;
const LONG_MS = 20_000;

/** The next chunk's size in bytes after one of `size` took `ms`. Large chunks cost fewer round trips; long requests
 * meet the time limits of proxies. `most`: the largest that came through where a larger one did not. */
export function adapted(size: number, ms: number, most: number): number {
  if (ms < SHORT_MS) return Math.min(size * 2, most);
  return ms > LONG_MS ? Math.max(size / 2, SMALLEST) : size;
}

/** After a chunk that did not come through; null when there is nothing smaller to try. */
export function smaller(size: number): number | null {
  return size > SMALLEST ? Math.max(Math.floor(size / 2), SMALLEST) : null;
}
