"use client";

import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, api, type Queue } from "@/lib/api";
import { applyToQueue, refreshLine } from "./apply-event";
import { QUEUE_KEY } from "./keys";

const queueQuery = queryOptions({
  queryKey: QUEUE_KEY,
  queryFn: ({ signal }): Promise<Queue> => answerOf(api.GET("/api/queue/", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

const LOOK_AGAIN = 5000; // ms: about as often as workers say that they are there

/** Whether the queue works and when, kept up to date by the live events. Workers come without any, after a start. */
export function useQueue() {
  return useQuery({
    ...queueQuery,
    refetchInterval: ({ state }) => (state.data?.workers.length === 0 ? LOOK_AGAIN : false),
  });
}

/** As above, and asked again every few seconds: what its workers do is no event. */
export function useWatchedQueue() {
  return useQuery({ ...queueQuery, refetchInterval: LOOK_AGAIN });
}

type QueueChange = Partial<Pick<Queue, "paused" | "hours">>;

/** Pauses, resumes, or sets the hours. What is wished shows at once; the server's answer replaces it. */
export function useChangeQueue() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: QueueChange) => answerOf(api.PATCH("/api/queue/", { body })),
    onMutate: ({ paused }) => {
      if (paused === undefined) return;
      client.setQueryData<Queue>(QUEUE_KEY, (queue) => queue && { ...queue, paused });
    },
    onSuccess: (queue) => {
      applyToQueue(client, queue);
      refreshLine(client);
    },
    onError: () => client.invalidateQueries({ queryKey: QUEUE_KEY }),
  });
}
