"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, api, type Schemas } from "@/lib/api";

export type Person = Schemas["Person"];
export type Invitation = Schemas["InvitationView"];
export type Policy = Schemas["PolicyView"];
export type AuditEntry = Schemas["AuditView"];

const PEOPLE = ["admin", "people"] as const;
const INVITATIONS = ["admin", "invitations"] as const;
const POLICY = ["admin", "policy"] as const;
const AUDIT = ["admin", "audit"] as const;

export function usePeople() {
  return useQuery({ queryKey: PEOPLE, queryFn: () => answerOf(api.GET("/api/admin/people/")) });
}

export function useInvitations() {
  return useQuery({ queryKey: INVITATIONS, queryFn: () => answerOf(api.GET("/api/admin/invitations/")) });
}

export function usePolicy() {
  return useQuery({ queryKey: POLICY, queryFn: () => answerOf(api.GET("/api/admin/policy/")) });
}

/** The cursor in the address of a further page. */
function cursorOf(address: string | null | undefined): string | null {
  return address ? new URL(address, window.location.href).searchParams.get("cursor") : null;
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
function useAdminStep<Input, Answer>(key: readonly string[], step: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSuccess: () => {
      client.invalidateQueries({ queryKey: key });
      client.invalidateQueries({ queryKey: AUDIT });
    },
  });
}

export type PersonChange = { id: string; role?: Person["role"]; is_active?: boolean };

export function useChangePerson() {
  return useAdminStep(PEOPLE, ({ id, ...body }: PersonChange) =>
    answerOf(api.PATCH("/api/admin/people/{user_id}/", { params: { path: { user_id: id } }, body })),
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
  return useAdminStep(POLICY, (body: Policy) => answerOf(api.PATCH("/api/admin/policy/", { body })));
}
