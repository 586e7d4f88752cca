type Listener = () => void;

const listeners = new Set<Listener>();

/** Steps under way that may give this browser another session: signing in, a new password. */
let changes = 0;
let isToldMeanwhile = false;

/** Calls `listener` whenever the server says that nobody is signed in. Returns how to stop that. */
export function onSignedOut(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** An answer 401 came, or the socket closed with 4401. While the session changes that may be about the old one: it is
 * told when the new one is there. */
export function tellSignedOut(): void {
  if (changes > 0) isToldMeanwhile = true;
  else for (const listener of listeners) listener();
}

/** A `step` that may change the session. */
export async function changingSession<Answer>(step: () => Promise<Answer>): Promise<Answer> {
  changes += 1;
  try {
    return await step();
  } finally {
    changes -= 1;
    if (changes === 0 && isToldMeanwhile) {
      isToldMeanwhile = false;
      tellSignedOut();
    }
  }
}
