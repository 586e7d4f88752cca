import { beginSum } from "./digest";

const BLOCK = 64 * 1024; // bytes
const BLOCKS = 16;
const SMALL = 1024 * 1024; // bytes

/** The parts of a film of `size` bytes that stand for the whole of it, from and to. */
export function sampled(size: number): [number, number][] {
  if (size < SMALL) return [[0, size]];
  return Array.from({ length: BLOCKS }, (_, place) => {
    const from = Math.floor((place * (size - BLOCK)) / (BLOCKS - 1));
    return [from, from + BLOCK];
  });
}

/** What the server knows a film by before it has seen it: a SHA-256, as hex, over its size and a few of its parts.
 * As the server's `conversions/contents.py`. Rejects when the file can't be read. */
export async function sampleOf(film: Blob): Promise<string> {
  const sum = await beginSum();
  const size = new DataView(new ArrayBuffer(8));
  size.setBigUint64(0, BigInt(film.size), true);
  sum.take(size.buffer);
  for (const [from, to] of sampled(film.size)) sum.take(await film.slice(from, to).arrayBuffer());
  return sum.hex();
}
