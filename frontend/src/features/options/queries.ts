"use client";

import { queryOptions, useQuery } from "@tanstack/react-query";
import { answerOf, api } from "@/lib/api";

const hardwareQuery = queryOptions({
  queryKey: ["hardware"],
  queryFn: ({ signal }) => answerOf(api.GET("/api/hardware/", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

export function useHardware() {
  return useQuery(hardwareQuery);
}
