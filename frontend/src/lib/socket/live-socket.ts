import { backoff } from "./backoff";

export type Connection = "connecting" | "open" | "lost";

type Handlers = {
  onMessage: (data: unknown) => void;
  /** Called at each opening; `again` when an earlier connection or try was lost. */
  onOpen: (again: boolean) => void;
  /** Nobody is signed in (any more): the line stays closed until `resume`. */
  onRefused: () => void;
};

/** What the server closes with when nobody is signed in: it makes no sense to come back before somebody is. */
const NOT_SIGNED_IN = 4401;

export type LiveSocket = {
  subscribe: (listener: () => void) => () => void;
  connection: () => Connection;
  retryNow: () => void;
  /** Somebody is signed in: takes up a line that was refused, at once or, when that had no use, after a while. */
  resume: () => void;
  close: () => void;
};

function parse(data: unknown): unknown {
  return typeof data === "string" ? JSON.parse(data) : null;
}

/** A WebSocket that comes back by itself: exponential back-off, at once when the browser is online again. */
export function openLiveSocket(path: string, { onMessage, onOpen, onRefused }: Handlers): LiveSocket {
  const listeners = new Set<() => void>();
  let state: Connection = "connecting";
  let attempt = 0;
  let lostOnce = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let socket: WebSocket | undefined;
  let closed = false;
  let refused = false;
  let refusals = 0;

  function enter(next: Connection) {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  }

  function connect() {
    clearTimeout(timer);
    socket = new WebSocket(new URL(path, window.location.href.replace(/^http/, "ws")));
    socket.onopen = () => {
      attempt = 0;
      enter("open");
      onOpen(lostOnce);
    };
    socket.onmessage = (event) => {
      refusals = 0;
      onMessage(parse(event.data));
    };
    socket.onclose = ({ code }) => {
      if (closed) return;
      lostOnce = true;
      if (code === NOT_SIGNED_IN) {
        refused = true;
        refusals += 1;
        enter("connecting");
        onRefused();
        return;
      }
      enter("lost");
      timer = setTimeout(connect, backoff(attempt++, Math.random()));
    };
  }

  function retryNow() {
    if (state !== "lost" || socket?.readyState === WebSocket.CONNECTING) return;
    attempt = 0;
    connect();
  }

  function resume() {
    if (!refused) return;
    refused = false;
    attempt = 0;
    if (refusals <= 1) connect();
    else timer = setTimeout(connect, backoff(refusals - 2, Math.random()));
  }

  window.addEventListener("online", retryNow);
  connect();

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    connection: () => state,
    retryNow,
    resume,
    close() {
      closed = true;
      clearTimeout(timer);
      window.removeEventListener("online", retryNow);
      socket?.close();
    },
  };
}
