import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pieceWatch } from "./buffering";

const MEGABYTE = 1024 * 1024;

/** What a piece was seen to do, in megabytes: where it began, how far the browser and the server were after `ms`. */
type Piece = { from: number; sent: number; there: number | null; ms?: number };

describe("a proxy that keeps pieces back", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  async function watch(...pieces: Piece[]) {
    const asked: number[] = [];
    const onKeptBack = vi.fn();
    let there: number | null = 0;
    const look = async () => {
      asked.push(1);
      return there;
    };
    const watched = pieceWatch({ look, onKeptBack });
    for (const piece of pieces) {
      there = piece.there === null ? null : piece.there * MEGABYTE;
      watched.begins(piece.from * MEGABYTE);
      watched.moves(piece.sent * MEGABYTE);
      await vi.advanceTimersByTimeAsync(piece.ms ?? 4000);
    }
    watched.ends();
    return { recognised: onKeptBack.mock.calls.length, asked: asked.length };
  }

  it.each([
    [
      "recognised: twice the server had nothing of what had left",
      [
        { from: 0, sent: 4, there: 0 },
        { from: 8, sent: 12, there: 8 },
      ],
      { recognised: 1, asked: 2 },
    ],
    [
      "not by one piece alone: the link may just have slowed down",
      [{ from: 0, sent: 4, there: 0 }],
      { recognised: 0 },
    ],
    [
      "not where the server has some of it; then it is not asked again",
      [
        { from: 0, sent: 4, there: 2 },
        { from: 8, sent: 12, there: 8 },
        { from: 16, sent: 20, there: 16 },
      ],
      { recognised: 0, asked: 1 },
    ],
    ["not by pieces that are quick", [{ from: 0, sent: 8, there: 0, ms: 2000 }], { recognised: 0, asked: 0 }],
    ["not before enough has left", [{ from: 0, sent: 2, there: 0 }], { recognised: 0, asked: 0 }],
    [
      "not by looks that fail",
      [
        { from: 0, sent: 4, there: null },
        { from: 8, sent: 12, there: null },
        { from: 16, sent: 20, there: null },
      ],
      { recognised: 0, asked: 3 },
    ],
    [
      "told once, however many pieces follow",
      [0, 8, 16, 24].map((from) => ({ from, sent: from + 4, there: from })),
      { recognised: 1, asked: 2 },
    ],
  ] as [string, Piece[], object][])("%s", async (_, pieces, seen) => {
    expect(await watch(...pieces)).toMatchObject(seen);
  });

  it("a look that is answered after its piece has ended tells nothing", async () => {
    const onKeptBack = vi.fn();
    const answers: ((there: number) => void)[] = [];
    const watched = pieceWatch({ look: () => new Promise((resolve) => answers.push(resolve)), onKeptBack });
    for (const from of [0, 8, 16]) {
      watched.begins(from * MEGABYTE);
      watched.moves((from + 4) * MEGABYTE);
      await vi.advanceTimersByTimeAsync(4000);
    }
    watched.begins(24 * MEGABYTE);
    for (const [place, answer] of answers.entries()) answer(place * 8 * MEGABYTE);
    await vi.advanceTimersByTimeAsync(1);
    watched.ends();
    expect(onKeptBack).not.toHaveBeenCalled();
  });
});
