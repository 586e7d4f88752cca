import { Blob as NodeBlob } from "node:buffer";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { digestOf } from "./digest";
import { sampled, sampleOf } from "./sample";

const Readable = NodeBlob as unknown as typeof Blob; // jsdom's tell nothing of their bytes
const MEGABYTE = 1024 * 1024;
const bytes = (size: number) => {
  const film = new Uint8Array(size);
  for (let at = 0; at < size; at += 999) film[at] = at % 251;
  return film;
};
const sum = (...parts: Uint8Array[]) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
};

describe("what a film is known by at a glance", () => {
  it("a small one: all of it, after its size", async () => {
    expect(await sampleOf(new Readable([bytes(3)]))).toBe(
      sum(Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0), bytes(3)),
    );
  });

  it("a large one: sixteen blocks, the first and the last among them", async () => {
    const film = bytes(2 * MEGABYTE + 5);
    const blocks = sampled(film.length).map(([from, to]) => film.slice(from, to));
    expect(await sampleOf(new Readable([film]))).toBe(sum(Uint8Array.of(5, 0, 32, 0, 0, 0, 0, 0), ...blocks));
  });

  it.each([
    ["below a megabyte", MEGABYTE - 1, [[0, MEGABYTE - 1]]],
    ["of 80 GB: the last block ends with it", 80_000_000_003, [[79_999_934_467, 80_000_000_003]]],
  ])("%s", (_, size, last) => {
    expect(sampled(size).slice(-1)).toEqual(last);
  });

  it("blocks of 64 KB, evenly spread", () => {
    const starts = sampled(15 * MEGABYTE + 64 * 1024).map(([from]) => from / MEGABYTE);
    expect(starts).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
  });
});

describe("the sum of a whole film", () => {
  it("is its SHA-256, told in steps", async () => {
    const film = bytes(5 * MEGABYTE);
    const steps: number[] = [];
    expect(await digestOf(new Readable([film]), (fraction) => steps.push(fraction))).toBe(sum(film));
    expect(steps).toEqual([4 / 5, 1]);
  });

  it("of nothing", async () => {
    expect(await digestOf(new Readable([]), () => undefined)).toBe(sum());
  });
});
