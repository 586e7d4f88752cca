const PAUSE_MS = 250;

const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** Does `work` once things have been calm for a moment, however often it is asked for under this name. */
export function soon(name: string, work: () => void): void {
  clearTimeout(timers.get(name));
  timers.set(name, setTimeout(work, PAUSE_MS));
}
