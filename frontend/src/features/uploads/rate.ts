type Sample = { at: number; sent: number };

const WINDOW_MS = 5000;
const SHORTEST_MS = 750;

/** Bytes a second over the last five seconds; null until there is enough to say. Feed it time stamps in ms. */
export function rateMeter(): (at: number, sent: number) => number | null {
  let samples: Sample[] = [];
  return (at, sent) => {
    samples = [...samples.filter((sample) => at - sample.at <= WINDOW_MS), { at, sent }];
    const [first] = samples;
    if (!first || at - first.at < SHORTEST_MS) return null;
    return ((sent - first.sent) / (at - first.at)) * 1000;
  };
}
