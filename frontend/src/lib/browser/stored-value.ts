/** A word the browser remembers, as a store for useSyncExternalStore. Where storage is forbidden it lasts as long as
 * the page. */
export type StoredValue = {
  subscribe: (listener: () => void) => () => void;
  read: () => string | null;
  write: (value: string) => void;
};

function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch (error) {
    if (error instanceof DOMException) return null; // cookies and storage are blocked
    throw error;
  }
}

export function storedValue(key: string): StoredValue {
  const listeners = new Set<() => void>();
  let unsaved: string | null = null;

  return {
    subscribe(listener) {
      const otherTab = (event: StorageEvent) => event.key === key && listener();
      listeners.add(listener);
      window.addEventListener("storage", otherTab);
      return () => {
        listeners.delete(listener);
        window.removeEventListener("storage", otherTab);
      };
    },
    read() {
      const kept = storage();
      return kept ? kept.getItem(key) : unsaved;
    },
    write(value) {
      unsaved = value;
      storage()?.setItem(key, value);
      for (const listener of listeners) listener();
    },
  };
}
