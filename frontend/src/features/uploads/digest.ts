const BLOCK = 4 * 1024 * 1024; // bytes

/** A SHA-256 that takes bytes as they come. Not by crypto.subtle: it wants a whole film in memory, and pages over plain
 * HTTP don't have it. */
export async function beginSum() {
  const [{ sha256 }, { bytesToHex }] = await Promise.all([
    import("@noble/hashes/sha2.js"),
    import("@noble/hashes/utils.js"),
  ]);
  const sum = sha256.create();
  return {
    take: (bytes: ArrayBuffer) => void sum.update(new Uint8Array(bytes)),
    hex: () => bytesToHex(sum.digest()),
  };
}

/** The sum of all bytes, as hex; `onProgress` is told 0 to 1. Rejects when the film can't be read. */
export async function digestOf(film: Blob, onProgress: (fraction: number) => void): Promise<string> {
  const sum = await beginSum();
  for (let at = 0; at < film.size; at += BLOCK) {
    sum.take(await film.slice(at, at + BLOCK).arrayBuffer());
    onProgress(Math.min(1, (at + BLOCK) / film.size));
  }
  return sum.hex();
}
