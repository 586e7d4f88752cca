"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { sessionQuery } from "@/features/entrance";
import { answerOf, api, type Schemas } from "@/lib/api";
import { useAdminStep } from "./queries";

export type Provider = Schemas["ProviderView"];
export type NewProvider = Schemas["NewProvider"];
export type ProviderChange = Schemas["PatchedProviderChange"];

const PROVIDERS = ["admin", "providers"] as const;

export function useProviders() {
  return useQuery({ queryKey: PROVIDERS, queryFn: () => answerOf(api.GET("/api/admin/providers/")) });
}

/** Who is offered changes with it. */
function useProviderStep<Input, Answer>(step: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useAdminStep(PROVIDERS, async (input: Input) => {
    const answer = await step(input);
    client.invalidateQueries(sessionQuery);
    return answer;
  });
}

export function useAddProvider() {
  return useProviderStep((body: NewProvider) => answerOf(api.POST("/api/admin/providers/", { body })));
}

export function useChangeProvider(id: string) {
  return useProviderStep((body: ProviderChange) =>
    answerOf(
      api.PATCH("/api/admin/providers/{provider_id}/", { params: { path: { provider_id: id } }, body }),
    ),
  );
}

/** `force`: though people have no other way in. */
export function useRemoveProvider(id: string) {
  return useProviderStep((force: boolean) => {
    const params = { path: { provider_id: id }, query: force ? { force } : {} };
    return answerOf(api.DELETE("/api/admin/providers/{provider_id}/", { params }));
  });
}
