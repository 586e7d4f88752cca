import type { Said } from "@/lib/allauth";
import { Problem, tellSignedOut } from "@/lib/api";

/** The answer of a step that should be done now. Nobody signed in any more is a problem, and told to the page. */
export function doneOf<Data>(said: Said<Data>): Data {
  if (said.kind === "done") return said.data;
  if (said.kind === "none") throw new Problem("not_found", "There is no such thing.", null, null, 404);
  tellSignedOut();
  throw new Problem("sign_in_required", "Nobody is signed in.", null, null, 401);
}

/** An ISO date of what allauth tells in seconds. */
export const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString();
