/** Whether something on the way keeps whole pieces back before it passes them on (nginx: proxy_request_buffering):
 * then bytes leave the browser, and the server has none of them until the last of their piece has left. */

/** What may still lie in buffers of the network, and in the block that the server writes next. */
const ENOUGH = 3 * 1024 * 1024; // bytes
const LONG_MS = 3000;
/** One piece may have met a link that just slowed down. */
const ALIKE = 2;

type Watch = {
  /** The bytes that the server has; null when it can't be told. */
  look: () => Promise<number | null>;
  /** Called once, when it is certain. */
  onKeptBack: () => void;
};

/** Follows the pieces of one upload: of one that is on its way for long, the server is asked what it has of it. */
export function pieceWatch({ look, onKeptBack }: Watch) {
  let piece = { from: 0, sent: 0, isOld: false, asked: false };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let alike = 0;
  let isCertain = false;

  async function ask(asked: typeof piece) {
    const there = await look();
    if (there === null || asked !== piece) return; // a piece that ended meanwhile tells nothing
    alike = there > asked.from ? 0 : alike + 1;
    isCertain = there > asked.from || alike >= ALIKE;
    if (alike >= ALIKE) onKeptBack();
  }

  function check() {
    if (isCertain || piece.asked || !piece.isOld || piece.sent - piece.from < ENOUGH) return;
    piece.asked = true;
    void ask(piece);
  }

  return {
    begins(from: number) {
      clearTimeout(timer);
      piece = { from, sent: from, isOld: false, asked: false };
      const begun = piece;
      timer = setTimeout(() => {
        begun.isOld = true;
        check();
      }, LONG_MS);
    },
    moves(sent: number) {
      piece.sent = sent;
      check();
    },
    ends: () => clearTimeout(timer),
  };
}
