"use client";

import { useSearchParams } from "next/navigation";
import { asFilter, type Filter } from "./filters";

export type Wanted = { filter: Filter; search: string };

function write(wanted: Wanted): void {
  const params = new URLSearchParams();
  if (wanted.filter !== "all") params.set("show", wanted.filter);
  if (wanted.search) params.set("q", wanted.search);
  const query = params.toString();
  window.history.replaceState(null, "", query ? `?${query}` : window.location.pathname);
}

/** What the reader looks for, kept in the address: it survives a reload and can be shared. */
export function useWanted(): Wanted & { want: (change: Partial<Wanted>) => void } {
  const params = useSearchParams();
  const wanted = { filter: asFilter(params.get("show")), search: params.get("q") ?? "" };
  return { ...wanted, want: (change) => write({ ...wanted, ...change }) };
}
