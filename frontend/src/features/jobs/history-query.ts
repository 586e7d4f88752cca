"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { answerOf, api } from "@/lib/api";
import { type HistoryFilter, historyKey } from "./keys";
import type { JobPage } from "./pages";

/** The cursor in the address of a further page. */
function cursorOf(address: string | null | undefined): string | null {
  return address ? new URL(address, window.location.href).searchParams.get("cursor") : null;
}

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
