/** The upload queue as a value. Files wait, at most two are sent at once, an accepted one leaves the queue: from then
 * on it is a job of the server. */

import { Problem } from "@/lib/api";
import type { KnownFilm } from "./known-films";
import type { Cause } from "./trouble";
import type { Wishes } from "./wishes";

export const AT_ONCE = 2;

export type UploadState =
  | { step: "waiting" }
  /** The server is asked whether it has the film already. */
  | { step: "asking" }
  /** It seems to have it, newest first: the user's word is awaited, or (`compared`, 0 to 1) the whole film compared. */
  | { step: "known"; films: readonly KnownFilm[]; compared: number | null }
  /** Asks the server where it stands. */
  | { step: "resuming" }
  /** `rate`: bytes a second. */
  | { step: "sending"; rate: number | null }
  /** Goes on by itself when the way is free again. */
  | { step: "held"; cause: Cause }
  | { step: "paused" }
  | { step: "failed"; error: unknown };

export type Upload = Wishes & {
  id: string;
  name: string;
  size: number;
  /** Null until the server knows of it. */
  jobId: string | null;
  /** In bytes. */
  sent: number;
  /** It is to be sent, whatever the server has. */
  anew: boolean;
  /** Something on the way keeps its pieces back before it passes them on. */
  keptBack: boolean;
  state: UploadState;
};

export type QueueEvent =
  | { type: "added"; uploads: readonly Upload[] }
  | { type: "recognised"; id: string; films: readonly KnownFilm[] }
  | { type: "compared"; id: string; fraction: number }
  | { type: "cleared"; id: string }
  | { type: "started"; id: string }
  | { type: "named"; id: string; jobId: string }
  | { type: "progressed"; id: string; sent: number; rate: number | null }
  | { type: "keptBack"; id: string }
  | { type: "held"; id: string; cause: Cause }
  | { type: "paused"; id: string }
  | { type: "failed"; id: string; error: unknown }
  | { type: "continued"; id: string }
  | { type: "left"; id: string };

/** Before anything is sent, the server is asked whether it has the film already. */
export function beginning({ anew }: Pick<Upload, "anew">): UploadState {
  return anew ? { step: "waiting" } : { step: "asking" };
}

/** The server has nothing of it any more: it can only begin anew. */
function isLost({ state }: Upload): boolean {
  return state.step === "failed" && state.error instanceof Problem && state.error.code === "upload_gone";
}

function changed(upload: Upload, event: Exclude<QueueEvent, { type: "added" | "left" }>): Upload {
  switch (event.type) {
    case "recognised":
      return { ...upload, state: { step: "known", films: event.films, compared: null } };
    case "compared":
      return upload.state.step === "known"
        ? { ...upload, state: { ...upload.state, compared: event.fraction } }
        : upload;
    case "cleared":
      return { ...upload, anew: true, state: { step: "waiting" } };
    case "started":
      return {
        ...upload,
        state: upload.sent > 0 ? { step: "resuming" } : { step: "sending", rate: null },
      };
    case "named":
      return { ...upload, jobId: event.jobId };
    case "progressed":
      return { ...upload, sent: event.sent, state: { step: "sending", rate: event.rate } };
    case "keptBack":
      return { ...upload, keptBack: true };
    case "held":
      return { ...upload, state: { step: "held", cause: event.cause } };
    case "paused":
      return { ...upload, state: { step: "paused" } };
    case "failed":
      return { ...upload, state: { step: "failed", error: event.error } };
    case "continued":
      return { ...upload, ...(isLost(upload) ? { jobId: null, sent: 0 } : {}), state: beginning(upload) };
  }
}

export function foldQueue(queue: readonly Upload[], event: QueueEvent): readonly Upload[] {
  if (event.type === "added") return [...queue, ...event.uploads];
  if (event.type === "left") return queue.filter((upload) => upload.id !== event.id);
  return queue.map((upload) => (upload.id === event.id ? changed(upload, event) : upload));
}

/** On its way: it holds one of the places, also while it waits for the network. */
export function isRunning({ state }: Upload): boolean {
  return ["sending", "resuming", "held"].includes(state.step);
}

/** The server is asked for it, or the whole film compared with those that it has: nothing is sent meanwhile. */
export function isLookedUp({ state }: Upload): boolean {
  return state.step === "asking" || (state.step === "known" && state.compared !== null);
}

/** The uploads that may start now, oldest first. */
export function startable(queue: readonly Upload[]): readonly Upload[] {
  const running = queue.filter(isRunning).length;
  return queue.filter((upload) => upload.state.step === "waiting").slice(0, Math.max(0, AT_ONCE - running));
}
