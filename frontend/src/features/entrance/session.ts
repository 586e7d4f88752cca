import { queryOptions, useQuery } from "@tanstack/react-query";
import { answerOf, api } from "@/lib/api";

/** Who asks, and how one comes in. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: () => answerOf(api.GET("/api/session/")),
  staleTime: Number.POSITIVE_INFINITY,
});

export function useSession() {
  return useQuery(sessionQuery);
}
