import { File as NodeFile } from "node:buffer";
import { describe, expect, it } from "vitest";
import { fingerprintOf } from "./fingerprint";

describe("a film is known again", () => {
  const Readable = NodeFile as unknown as typeof File; // jsdom's tell nothing of their bytes
  const of = (bytes: number[], lastModified = 1, name = "a.mkv") =>
    fingerprintOf(new Readable([new Uint8Array(bytes)], name, { lastModified }));

  it.each([
    ["when it is picked once more", of([1, 2]), true],
    ["under another name", of([1, 2], 1, "b.mkv"), true],
    ["not with other bytes", of([2, 1]), false],
    ["not after a change", of([1, 2], 2), false],
    ["not with another size", of([1, 2, 3]), false],
  ])("%s", async (_, other, same) => {
    expect((await other) === (await of([1, 2]))).toBe(same);
  });
});
