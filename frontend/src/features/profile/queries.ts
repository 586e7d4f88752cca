"use client";

import { useQuery } from "@tanstack/react-query";
import {
  type Authenticator,
  allauth,
  type EmailAddress,
  type LinkedAccount,
  type Meta,
  type SignedInDevice,
} from "@/lib/allauth";
import { answerOf, api } from "@/lib/api";
import { ADDRESSES, AUTHENTICATORS, DEVICES, PROVIDERS, TOKENS, TOTP_SECRET, USAGE } from "./keys";
import { doneOf } from "./said";

export function useAuthenticators() {
  return useQuery({
    queryKey: AUTHENTICATORS,
    queryFn: async () => doneOf(await allauth<Authenticator[]>("GET", "account/authenticators")),
  });
}

/** The address of the account, and the one that waits for its code. */
export function useAddresses() {
  return useQuery({
    queryKey: ADDRESSES,
    queryFn: async () => doneOf(await allauth<EmailAddress[]>("GET", "account/email")),
  });
}

export function useLinkedAccounts() {
  return useQuery({
    queryKey: PROVIDERS,
    queryFn: async () => doneOf(await allauth<LinkedAccount[]>("GET", "account/providers")),
  });
}

/** Asked again while something is being converted: it ends, and its result takes room. */
export function useUsage() {
  return useQuery({
    queryKey: USAGE,
    queryFn: () => answerOf(api.GET("/api/usage/")),
    refetchInterval: ({ state }) => (state.data?.running_now ? 5000 : false),
  });
}

export function useSignedInDevices() {
  return useQuery({
    queryKey: DEVICES,
    queryFn: async () => doneOf(await allauth<SignedInDevice[]>("GET", "auth/sessions")),
  });
}

export function useTokens() {
  return useQuery({ queryKey: TOKENS, queryFn: () => answerOf(api.GET("/api/tokens/")) });
}

/** What an authenticator app has to be told. Each question makes a new one, so it is asked once an opening. */
export function useTotpSecret() {
  return useQuery({
    queryKey: TOTP_SECRET,
    queryFn: async (): Promise<Meta> => {
      const said = await allauth("GET", "account/authenticators/totp");
      return said.kind === "none" ? said.meta : { ...said.meta, ...(doneOf(said) as object) };
    },
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
