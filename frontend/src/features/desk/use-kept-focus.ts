"use client";

import { useEffect, useRef } from "react";
import type { Job } from "@/lib/api";

/** The film whose card or row holds the focus. */
function filmAround(element: Element | null): string | null {
  return element?.closest("[data-film]")?.getAttribute("data-film") ?? null;
}

/** A film that moves to another part of the desk takes the focus along: whoever works by keys stays with it, instead
 * of beginning again at the top of the page. */
export function useKeptFocus(jobs: readonly Job[]): void {
  const held = useRef<string | null>(null);

  useEffect(() => {
    const remember = (event: FocusEvent) => {
      held.current = filmAround(event.target as Element);
    };
    // Not told when the focused element itself is taken out of the page: then it stays remembered.
    const forget = (event: FocusEvent) => {
      if ((event.target as Element).isConnected) held.current = null;
    };
    document.addEventListener("focusin", remember);
    document.addEventListener("focusout", forget);
    return () => {
      document.removeEventListener("focusin", remember);
      document.removeEventListener("focusout", forget);
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: films move when the jobs change
  useEffect(() => {
    if (held.current === null || document.activeElement !== document.body) return;
    const films = [...document.querySelectorAll<HTMLElement>("[data-film]")];
    films.find((film) => film.dataset.film === held.current)?.focus();
  }, [jobs]);
}
