"use client";

import { createContext, type ReactNode, use, useState } from "react";
import type { Flow, Said } from "@/lib/allauth";
import { NotProven } from "./not-proven";
import { ProofSheet } from "./proof-sheet";
import { SIGN_IN_AGAIN, saidOfStep } from "./said-of-api";

type Prove = <Data>(step: () => Promise<Said<Data>>) => Promise<Said<Data>>;
type Asked = { flows: readonly Flow[]; answer: (proven: boolean) => void };

const PROOFS = ["reauthenticate", "mfa_reauthenticate", SIGN_IN_AGAIN.id];
const ProofContext = createContext<Prove | null>(null);

/** Whether the server wants to know once more who asks, not merely that somebody signs in. */
function wantsProof(said: Said<unknown>): said is Extract<Said<unknown>, { kind: "steps" }> {
  return said.kind === "steps" && said.flows.some((flow) => PROOFS.includes(flow.id));
}

/** Asks for the password (or a code, or a passkey) once more wherever a step inside needs it, then does the step. */
export function ProofProvider({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const prove: Prove = async (step) => {
    const said = await saidOfStep(step());
    if (!wantsProof(said)) return said;
    const proven = await new Promise<boolean>((answer) => setAsked({ flows: said.flows, answer }));
    setAsked(null);
    if (!proven) throw new NotProven();
    return step();
  };
  return (
    <ProofContext value={prove}>
      {children}
      {asked ? <ProofSheet flows={asked.flows} onAnswer={asked.answer} /> : null}
    </ProofContext>
  );
}

export function useProve(): Prove {
  const prove = use(ProofContext);
  if (prove === null) throw new Error("no ProofProvider around");
  return prove;
}
