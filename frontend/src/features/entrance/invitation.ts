"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, api } from "@/lib/api";
import { useQueryParameter } from "./query-parameter";
import { sessionQuery, useSession } from "./session";

/** Takes up the invitation that the page's address holds, once the session has brought what proves that it is this
 * page that asks. `isBad`: it was used, has expired, or never was. */
export function useInvitation(): { isLoading: boolean; isBad: boolean } {
  const client = useQueryClient();
  const isKnown = useSession().isSuccess;
  const invitation = useQueryParameter("invitation");
  const { isLoading, isError } = useQuery({
    queryKey: ["entrance", "invitation", invitation],
    enabled: isKnown && invitation !== null,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const invited = await answerOf(
        api.POST("/api/invitations/accept/", { body: { invitation: invitation ?? "" } }),
      );
      await client.refetchQueries(sessionQuery);
      return invited;
    },
  });
  return { isLoading, isBad: isError };
}
