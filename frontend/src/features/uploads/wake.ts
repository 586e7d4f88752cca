/** Resolves after `ms`, sooner when the network is back or the page is looked at again (a phone that slept), and at
 * once when `signal` ends the waiting. */
export function wake(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const ended = new AbortController();
    const timer = setTimeout(end, ms);
    function end() {
      clearTimeout(timer);
      ended.abort();
      resolve();
    }
    function seen() {
      if (document.visibilityState === "visible") end();
    }
    const until = { signal: ended.signal };
    window.addEventListener("online", end, until);
    document.addEventListener("visibilitychange", seen, until);
    signal.addEventListener("abort", end, until);
    if (signal.aborted) end();
  });
}
