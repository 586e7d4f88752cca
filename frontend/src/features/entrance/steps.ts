"use client";

import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { allauth, type Flow, type FlowId, type Said } from "@/lib/allauth";
import { sessionQuery } from "./session";

const NOTHING: readonly Flow[] = [];

/** What the server waits for: it outlives a reload in the middle of a sign-in. */
const flowsQuery = queryOptions({
  queryKey: ["entrance", "flows"],
  queryFn: async () => {
    const said = await allauth("GET", "auth/session");
    return said.kind === "steps" ? said.flows : NOTHING;
  },
  staleTime: Number.POSITIVE_INFINITY,
});

/** The step of these that waits. `isLoading`: not known yet. */
export function usePendingStep(...ids: readonly FlowId[]): { step: Flow | null; isLoading: boolean } {
  const { data = NOTHING, isLoading } = useQuery(flowsQuery);
  const step = data.find((flow) => flow.is_pending && (ids as readonly string[]).includes(flow.id));
  return { step: step ?? null, isLoading };
}

/** A request that may bring one further: to the next step, or in. The gate leads on from there. */
export function useStep<Fields>(ask: (fields: Fields) => Promise<Said<unknown>>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ask,
    onSuccess: async (said) => {
      if (said.kind === "steps") client.setQueryData(flowsQuery.queryKey, said.flows);
      if (said.kind !== "done") return;
      client.removeQueries({ queryKey: flowsQuery.queryKey });
      await client.refetchQueries(sessionQuery);
    },
  });
}

export type Step = ReturnType<typeof useStep<unknown>>;

/** Forgets everything that was begun. */
export function useStartOver() {
  return useStep(() => allauth("DELETE", "auth/session"));
}
