import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { JobEvent } from "@/lib/api";
import { EMPTY_BOOK, fold, type JobBook } from "./fold";
import { DESK_KEY, HISTORY_KEY } from "./keys";
import { changesMembership, foldPages, type JobPage } from "./pages";

type History = InfiniteData<JobPage, string | null>;

/** The socket's first word is a snapshot: it may come before the first answer of the server. */
function foldIn(book: JobBook | undefined, event: JobEvent): JobBook | undefined {
  return book || event.type === "jobs.snapshot" ? fold(book ?? EMPTY_BOOK, event) : undefined;
}

/** Brings one event into everything the cache holds about jobs. */
export function applyEvent(client: QueryClient, event: JobEvent): void {
  client.setQueryData<JobBook>(DESK_KEY, (book) => foldIn(book, event));
  const histories = client.getQueriesData<History>({ queryKey: HISTORY_KEY });
  const stale = histories.some(([, pages]) => pages && changesMembership(pages, event));
  client.setQueriesData<History>({ queryKey: HISTORY_KEY }, (pages) => pages && foldPages(pages, event));
  if (stale) void client.invalidateQueries({ queryKey: HISTORY_KEY });
}
