import { Blob as NodeBlob } from "node:buffer";
import { describe, expect, it } from "vitest";
import { lateIndex } from "./late-index";

const Readable = NodeBlob as unknown as typeof Blob; // jsdom's tell nothing of their bytes

/** A box of `size` bytes in all; `long`: its size stands in 64 bits. */
function box(type: string, size: number, long = false): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  const header = new DataView(bytes.buffer);
  header.setUint32(0, long ? 1 : size);
  for (const [place, letter] of [...type].entries()) header.setUint8(4 + place, letter.charCodeAt(0));
  if (long) header.setBigUint64(8, BigInt(size));
  return bytes;
}

/** To the end of the file, whatever its size. */
function openBox(type: string, size: number): Uint8Array<ArrayBuffer> {
  const bytes = box(type, size);
  new DataView(bytes.buffer).setUint32(0, 0);
  return bytes;
}

/** A film of which only the headers are there: 70 MB of index. */
function hugeIndex(): Blob {
  const header = box("moov", 8);
  new DataView(header.buffer).setUint32(0, 70 * 1024 * 1024);
  return new Readable([box("ftyp", 24), box("mdat", 16), header, new Uint8Array(70 * 1024 * 1024 - 8)]);
}

const noise = (size: number) => Uint8Array.from({ length: size }, (_, at) => (at * 31 + 7) % 256);

describe("where the index of a film begins that stands behind the pictures", () => {
  it.each([
    ["an MP4 as cameras write it", [box("ftyp", 24), box("mdat", 500), box("moov", 90)], 524],
    [
      "with padding around",
      [box("ftyp", 24), box("free", 8), box("mdat", 50), box("moov", 90), box("free", 9)],
      82,
    ],
    ["QuickTime without a type", [box("wide", 8), box("mdat", 100), box("moov", 40)], 108],
    [
      "pictures of more than 4 GB, by their header",
      [box("ftyp", 24), box("mdat", 300, true), box("moov", 90)],
      324,
    ],
    ["an index in front", [box("ftyp", 24), box("moov", 90), box("mdat", 500)], null],
    ["in fragments", [box("ftyp", 24), box("moov", 90), box("moof", 30), box("mdat", 50)], null],
    ["pictures without an end: no index", [box("ftyp", 24), openBox("mdat", 500)], null],
    ["cut off before its index", [box("ftyp", 24), box("mdat", 500).slice(0, 100)], null],
    ["a size that can’t be", [box("ftyp", 24), Uint8Array.of(0, 0, 0, 3, 109, 111, 111, 118)], null],
    ["a file of a few bytes", [Uint8Array.of(0, 0, 0)], null],
    ["Matroska", [Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3), noise(400)], null],
    ["noise", [noise(4000)], null],
    ["nothing", [], null],
  ])("%s", async (_, parts, begins) => {
    expect(await lateIndex(new Readable(parts))).toBe(begins);
  });

  it("an index that is too large to go ahead", async () => {
    expect(await lateIndex(hugeIndex())).toBeNull();
  });
});
