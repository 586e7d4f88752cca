/** Names of what the query cache holds about jobs. */
export const DESK_KEY = ["jobs", "desk"] as const;
export const QUEUE_KEY = ["queue"] as const;
export const HISTORY_KEY = ["jobs", "history"] as const;

export type HistoryFilter = { status: string; search: string };

export function historyKey(filter: HistoryFilter) {
  return [...HISTORY_KEY, filter] as const;
}
