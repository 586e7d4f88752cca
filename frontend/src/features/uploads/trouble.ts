import { Problem } from "@/lib/api";
import { smaller } from "./chunk-size";

export type Cause = "network" | "server";

/** A break of an upload, and what came before it. */
export type Break = {
  problem: Problem;
  /** Bytes of the film were on their way, the server had answered just before. */
  amidChunk: boolean;
  chunkSize: number;
  /** How often it broke in a row without a single new byte at the server: in all, and amid a chunk without an answer. */
  tries: number;
  cuts: number;
};

export type Step =
  | { step: "wait"; cause: Cause }
  | { step: "smaller"; chunkSize: number }
  | { step: "fail"; problem: Problem };

const PASSING = [408, 409, 423, 425, 429, 460, 500, 502, 503, 504];
const MOST_TRIES = 8;
const CUTS_ALIKE = 2;
/** Nothing is smaller: then it is tried for longer, in case it is the network after all. */
const CUTS_AT_SMALLEST = 8;

const fail = (problem: Problem): Step => ({ step: "fail", problem });

/** A proxy's own 413 page has none of the server's codes. */
function isOfProxy({ status, code }: Problem): boolean {
  return status === 413 && code === "unexpected_answer";
}

function withSmaller(size: number, code: string, said: Problem): Step {
  const chunkSize = smaller(size);
  return chunkSize === null
    ? fail(new Problem(code, said.message, null, said.detail, said.status))
    : { step: "smaller", chunkSize };
}

/** Without any answer it is the network; but where the server answers each time before bytes are sent and none of
 * them arrives, something on the way cuts requests of this size. */
function withoutAnswer({ problem, amidChunk, cuts, chunkSize }: Break): Step {
  const most = smaller(chunkSize) === null ? CUTS_AT_SMALLEST : CUTS_ALIKE;
  if (amidChunk && cuts >= most) return withSmaller(chunkSize, "upload_cut_off", problem);
  return { step: "wait", cause: "network" };
}

/** What to do about a break. Pure. */
export function stepAfter(broken: Break): Step {
  const { problem, tries } = broken;
  if (problem.status === null && problem.code === "server_unreachable") return withoutAnswer(broken);
  if (isOfProxy(problem)) return withSmaller(broken.chunkSize, "upload_proxy_limit", problem);
  if (problem.status === 404 || problem.status === 410)
    return fail(new Problem("upload_gone", problem.message, null, problem.detail, problem.status));
  // The page asks who is there; what was chosen waits until they have signed in again.
  if (problem.status === 401) return { step: "wait", cause: "server" };
  const passes = problem.status !== null && PASSING.includes(problem.status) && tries < MOST_TRIES;
  return passes ? { step: "wait", cause: "server" } : fail(problem);
}
