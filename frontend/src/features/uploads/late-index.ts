/** The films that keep their table of contents (`moov`) behind the pictures, found by the headers of their boxes
 * (ISO/IEC 14496-12, 4.2): nothing can be said of such a film before its end is there. */

type Box = { type: string; size: number };

const HEADER = 16; // bytes, with the long form of the size
const MOST_BOXES = 100;
/** What an MP4 or QuickTime film can begin with. */
const BEGINNINGS = ["ftyp", "moov", "mdat", "wide", "free", "skip", "pnot"];
const LARGEST_TAIL = 64 * 1024 * 1024; // bytes that the server takes

/** A box by its first bytes; null for what is none. `rest`: bytes from its beginning to the end of the file. */
export function boxOf(header: DataView, rest: number): Box | null {
  if (header.byteLength < 8) return null;
  const type = String.fromCharCode(...[4, 5, 6, 7].map((at) => header.getUint8(at)));
  const short = header.getUint32(0);
  if (short === 0) return { type, size: rest };
  if (short !== 1) return short >= 8 ? { type, size: short } : null;
  if (header.byteLength < HEADER) return null;
  const long = Number(header.getBigUint64(8));
  return long >= HEADER ? { type, size: long } : null;
}

async function boxAt(film: Blob, at: number): Promise<Box | null> {
  const header = new DataView(await film.slice(at, at + HEADER).arrayBuffer());
  const box = boxOf(header, film.size - at);
  return at > 0 || BEGINNINGS.includes(box?.type ?? "") ? box : null;
}

/** Where the index begins, in bytes, when it stands behind the pictures and from there to the end is no more than the
 * server takes by itself; else null, as for all that is no MP4. */
export async function lateIndex(film: Blob): Promise<number | null> {
  let at = 0;
  let picturesPassed = false;
  for (let count = 0; count < MOST_BOXES && at < film.size; count += 1) {
    const box = await boxAt(film, at);
    if (box === null) return null;
    if (box.type === "moov") return picturesPassed && film.size - at <= LARGEST_TAIL ? at : null;
    picturesPassed ||= box.type === "mdat";
    at += box.size;
  }
  return null;
}
