"use client";

import { useSyncExternalStore } from "react";
import { storedValue } from "@/lib/browser/stored-value";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const stored = storedValue("theme");

function asTheme(value: string | null): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}

function show(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function useTheme(): { theme: Theme; choose: (theme: Theme) => void } {
  const theme = asTheme(useSyncExternalStore(stored.subscribe, stored.read, () => null));
  function choose(next: Theme) {
    stored.write(next);
    show(next);
  }
  return { theme, choose };
}
