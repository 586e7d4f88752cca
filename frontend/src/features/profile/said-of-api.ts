import type { Flow, Said } from "@/lib/allauth";
import { Problem } from "@/lib/api";

/** Stands for a proof that only a new sign-in gives: who comes by a provider has none of their own here. */
export const SIGN_IN_AGAIN: Flow = { id: "sign_in_again" };

/** A step of our own API in allauth's words: what wants a proof is a step that comes first. */
export async function saidOf<Data>(asked: Promise<Data>): Promise<Said<Data>> {
  try {
    return { kind: "done", data: await asked, meta: {} };
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "proof_needed") throw error;
    const flows = Array.isArray(error.facts.flows) ? (error.facts.flows as Flow[]) : [];
    return { kind: "steps", flows: flows.length > 0 ? flows : [SIGN_IN_AGAIN], meta: {} };
  }
}

/** A step of allauth's, before which our own check may want a proof, too. */
export async function saidOfStep<Data>(step: Promise<Said<Data>>): Promise<Said<Data>> {
  const said = await saidOf(step);
  return said.kind === "done" ? said.data : said;
}
