const SILENT_MS = 60_000;

/** Calls `onSilence` when `heard` was not called for a minute: a connection that died unseen. */
export function watchdog(onSilence: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => clearTimeout(timer);
  const heard = () => {
    end();
    timer = setTimeout(onSilence, SILENT_MS);
  };
  return { heard, end };
}
