type Listener = () => void;

const listeners = new Set<Listener>();

/** Calls `listener` whenever the server says that nobody is signed in. Returns how to stop that. */
export function onSignedOut(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** An answer 401 came, or the socket closed with 4401. */
export function tellSignedOut(): void {
  for (const listener of listeners) listener();
}
