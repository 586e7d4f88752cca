"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** A word of the page's address, from its query; while the page is rendered elsewhere, null. */
export function useQueryParameter(name: string): string | null {
  return useSyncExternalStore(
    never,
    () => new URLSearchParams(window.location.search).get(name),
    () => null,
  );
}

/** Another page of those on which one comes in; where one wants to go afterwards is kept. */
export function useEntranceHref(): (page: string) => string {
  const next = useQueryParameter("next");
  return (page) => (next === null ? page : `${page}?next=${encodeURIComponent(next)}`);
}
