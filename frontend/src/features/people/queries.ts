"use client";

import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { answerOf, api, cursorOf, type Schemas } from "@/lib/api";
import type { Limits } from "./limits";

export type Person = Schemas["Person"];
export type Invitation = Schemas["InvitationView"];
export type Policy = Schemas["PolicyView"];
export type AuditEntry = Schemas["AuditView"];

const PEOPLE = ["admin", "people"] as const;
const INVITATIONS = ["admin", "invitations"] as const;
const POLICY = ["admin", "policy"] as const;
const AUDIT = ["admin", "audit"] as const;

export function useInvitations() {
  return useQuery({ queryKey: INVITATIONS, queryFn: () => answerOf(api.GET("/api/admin/invitations/")) });
}

export function usePolicy() {
  return useQuery({ queryKey: POLICY, queryFn: () => answerOf(api.GET("/api/admin/policy/")) });
}

/** Those whose name or address has all words of `search`; whoever came first before the others. */
export function usePeople(search: string) {
  return useInfiniteQuery({
    queryKey: [...PEOPLE, search],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...(search ? { search } : {}), ...(pageParam ? { cursor: pageParam } : {}) };
      return answerOf(api.GET("/api/admin/people/", { params: { query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => cursorOf(page.next),
    placeholderData: keepPreviousData,
  });
}

export function useAudit() {
  return useInfiniteQuery({
    queryKey: AUDIT,
    queryFn: ({ pageParam }) =>
      answerOf(api.GET("/api/admin/audit/", { params: { query: pageParam ? { cursor: pageParam } : {} } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => cursorOf(page.next),
  });
}

/** What an administrator does is in the log at once. */
export function useAdminStep<Input, Answer>(key: readonly string[], step: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSuccess: () => {
      client.invalidateQueries({ queryKey: key });
      client.invalidateQueries({ queryKey: AUDIT });
    },
  });
}

export type PersonChange = { id: string; role?: Person["role"]; is_active?: boolean } & Partial<Limits>;

export function useChangePerson() {
  return useAdminStep(PEOPLE, ({ id, ...body }: PersonChange) =>
    answerOf(api.PATCH("/api/admin/people/{user_id}/", { params: { path: { user_id: id } }, body })),
  );
}

export function useDeletePerson() {
  return useAdminStep(PEOPLE, (id: string) =>
    answerOf(api.DELETE("/api/admin/people/{user_id}/", { params: { path: { user_id: id } } })),
  );
}

export function useInvite() {
  return useAdminStep(INVITATIONS, (body: { email: string; role: Person["role"]; days: number }) =>
    answerOf(api.POST("/api/admin/invitations/", { body })),
  );
}

export function useWithdraw() {
  return useAdminStep(INVITATIONS, (id: string) =>
    answerOf(
      api.DELETE("/api/admin/invitations/{invitation_id}/", { params: { path: { invitation_id: id } } }),
    ),
  );
}

export function useChangePolicy() {
  return useAdminStep(POLICY, (body: Partial<Policy>) => answerOf(api.PATCH("/api/admin/policy/", { body })));
}
