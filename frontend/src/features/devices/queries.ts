"use client";

import { queryOptions, useQuery } from "@tanstack/react-query";
import { answerOf, api } from "@/lib/api";

const devicesQuery = queryOptions({
  queryKey: ["devices"],
  queryFn: ({ signal }) => answerOf(api.GET("/api/devices/", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

export function useDevices() {
  return useQuery(devicesQuery);
}
