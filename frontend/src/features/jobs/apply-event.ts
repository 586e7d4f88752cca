import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { JobEvent, LiveEvent, Queue } from "@/lib/api";
import { EMPTY_BOOK, fold, type JobBook } from "./fold";
import { DESK_KEY, HISTORY_KEY, QUEUE_KEY } from "./keys";
import { changesLine } from "./line";
import { changesMembership, foldPages, type JobPage } from "./pages";
import { soon } from "./soon";

type History = InfiniteData<JobPage, string | null>;

/** The socket's first word is a snapshot: it may come before the first answer of the server. */
function foldIn(book: JobBook | undefined, event: JobEvent): JobBook | undefined {
  return book || event.type === "jobs.snapshot" ? fold(book ?? EMPTY_BOOK, event) : undefined;
}

/** The places of all who wait follow from who waits: they are read anew, once for many changes. */
export function refreshLine(client: QueryClient): void {
  soon(DESK_KEY.join(), () => void client.invalidateQueries({ queryKey: DESK_KEY }));
}

/** What is older than what is known changes nothing. */
export function applyToQueue(client: QueryClient, queue: Queue): void {
  client.setQueryData<Queue>(QUEUE_KEY, (known) => (known && known.seq > queue.seq ? known : queue));
}

function applyToJobs(client: QueryClient, event: JobEvent): void {
  const before = client.getQueryData<JobBook>(DESK_KEY);
  client.setQueryData<JobBook>(DESK_KEY, (book) => foldIn(book, event));
  if (before && changesLine(before.jobs, event)) refreshLine(client);
  const histories = client.getQueriesData<History>({ queryKey: HISTORY_KEY });
  const stale = histories.some(([, pages]) => pages && changesMembership(pages, event));
  client.setQueriesData<History>({ queryKey: HISTORY_KEY }, (pages) => pages && foldPages(pages, event));
  if (stale) void client.invalidateQueries({ queryKey: HISTORY_KEY });
}

/** Brings one event into everything the cache holds. */
export function applyEvent(client: QueryClient, event: LiveEvent): void {
  if (event.type === "queue.updated") {
    applyToQueue(client, event.queue);
    refreshLine(client);
    return;
  }
  if (event.type === "jobs.snapshot" && event.queue) applyToQueue(client, event.queue);
  applyToJobs(client, event);
}
