"use client";

import { useMutation } from "@tanstack/react-query";
import { useJobAgain } from "@/features/jobs";
import type { Job } from "@/lib/api";

type Wish = { device: string; keepWishes: boolean; start: boolean };

/** Brings films that are on the server to another device, one after the other. Those that cannot be brought are
 * counted; when none can, the reason is thrown. */
export function useAgain(jobs: readonly Job[]) {
  const again = useJobAgain();
  return useMutation({
    mutationFn: async ({ device, keepWishes, start }: Wish) => {
      const failures: unknown[] = [];
      for (const job of jobs) {
        const options = keepWishes ? job.options : {};
        await again
          .mutateAsync({ id: job.id, device, options, start })
          .catch((error) => failures.push(error));
      }
      if (failures.length === jobs.length) throw failures[0];
      return failures.length;
    },
  });
}
