import { UNFINISHED } from "@/features/jobs";

export const FILTERS = ["all", "active", "completed", "failed", "cancelled"] as const;
export type Filter = (typeof FILTERS)[number];

export function asFilter(word: string | null): Filter {
  return FILTERS.find((filter) => filter === word) ?? "all";
}

/** The statuses a filter asks the server for; empty for all. */
export function statusesOf(filter: Filter): string {
  if (filter === "all") return "";
  return filter === "active" ? UNFINISHED.join(",") : filter;
}
