"use client";

import { queryOptions, useQuery } from "@tanstack/react-query";
import { answerOf, api, type Device } from "@/lib/api";

const devicesQuery = queryOptions({
  queryKey: ["devices"],
  queryFn: ({ signal }) => answerOf(api.GET("/api/devices/", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

export function useDevices() {
  return useQuery(devicesQuery);
}

/** Undefined until the devices are known, and for one that the server no longer knows. */
export function useDevice(id: string): Device | undefined {
  return useDevices().data?.find((device) => device.id === id);
}
