"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { answerOf, api, cursorOf } from "@/lib/api";
import { type HistoryFilter, historyKey } from "./keys";
import type { JobPage } from "./pages";

/** All jobs, newest first, page after page. */
export function useHistory(filter: HistoryFilter) {
  return useInfiniteQuery({
    queryKey: historyKey(filter),
    queryFn: ({ pageParam, signal }): Promise<JobPage> => {
      const query = {
        ...(filter.status ? { status: filter.status } : {}),
        ...(filter.search ? { search: filter.search } : {}),
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      return answerOf(api.GET("/api/jobs/", { params: { query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => cursorOf(page.next),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}
