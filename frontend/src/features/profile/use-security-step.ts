"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { sessionQuery } from "@/features/entrance";
import type { Said } from "@/lib/allauth";
import { ADDRESSES, AUTHENTICATORS, PROVIDERS } from "./keys";
import { useProve } from "./proof";
import { doneOf } from "./said";

/** A step that changes how one comes in: with the proof that it needs, and everything that tells of it asked anew. */
export function useSecurityStep<Input, Data>(step: (input: Input) => Promise<Said<Data>>) {
  const client = useQueryClient();
  const prove = useProve();
  return useMutation({
    mutationFn: async (input: Input) => doneOf(await prove(() => step(input))),
    onSuccess: () => {
      for (const queryKey of [AUTHENTICATORS, ADDRESSES, PROVIDERS]) client.invalidateQueries({ queryKey });
      client.invalidateQueries(sessionQuery);
    },
  });
}
