"use client";

import { useSyncExternalStore } from "react";
import { storedValue } from "@/lib/browser/stored-value";

const remembered = storedValue("start");

/** Whether films that are dropped are converted without a further word, as this browser remembers it. */
export function useStartWish(): { start: boolean; wish: (start: boolean) => void } {
  const kept = useSyncExternalStore(remembered.subscribe, remembered.read, () => null);
  return { start: kept === "true", wish: (start) => remembered.write(String(start)) };
}
