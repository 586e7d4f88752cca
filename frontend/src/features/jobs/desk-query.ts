import { type QueryClient, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, api, type Job } from "@/lib/api";
import { EMPTY_BOOK, type JobBook, refreshed } from "./fold";
import { DESK_KEY } from "./keys";
import { FINISHED, UNFINISHED } from "./states";

async function fetchJobs(statuses: readonly string[], pageSize: number, signal: AbortSignal): Promise<Job[]> {
  const query = { status: statuses.join(","), page_size: pageSize };
  const page = await answerOf(api.GET("/api/jobs/", { params: { query }, signal }));
  return page.results;
}

/** All that is not finished (at most 100) and what was finished last. */
export function deskQuery(client: QueryClient) {
  return queryOptions({
    queryKey: DESK_KEY,
    queryFn: async ({ signal }): Promise<JobBook> => {
      const before = client.getQueryData<JobBook>(DESK_KEY) ?? EMPTY_BOOK;
      const [unfinished, finished] = await Promise.all([
        fetchJobs(UNFINISHED, 100, signal),
        fetchJobs(FINISHED, 25, signal),
      ]);
      const now = client.getQueryData<JobBook>(DESK_KEY) ?? EMPTY_BOOK;
      return refreshed(before, now, [...unfinished, ...finished]);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The book of jobs, kept up to date by the live events. */
export function useJobBook() {
  return useQuery(deskQuery(useQueryClient()));
}
