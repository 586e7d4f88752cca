"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type Arrived, lookAt } from "./arrived";

const LOOK_EVERY_MS = 4000;

/** How far an upload is that this page does not send. `moves`: another window or program sends it right now. */
export function useArrived(jobId: string): { arrived: Arrived | null; moves: boolean } {
  const client = useQueryClient();
  const key = ["upload", jobId];
  const look = useQuery({
    queryKey: key,
    queryFn: async () => {
      const before = client.getQueryData<{ arrived: Arrived | null }>(key)?.arrived;
      const arrived = await lookAt(jobId);
      return { arrived, moves: Boolean(before && arrived && arrived.offset > before.offset) };
    },
    refetchInterval: LOOK_EVERY_MS,
  });
  return look.data ?? { arrived: null, moves: false };
}
