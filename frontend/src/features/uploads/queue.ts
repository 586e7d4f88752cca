/** The upload queue as a value. Files wait, at most two are sent at once, an accepted one leaves the queue: from then
 * on it is a job of the server. */

export const AT_ONCE = 2;

export type UploadState =
  | { step: "waiting" }
  | { step: "sending"; sent: number; rate: number | null }
  | { step: "failed"; error: unknown };

export type Upload = { id: string; name: string; size: number; device: string; state: UploadState };

export type QueueEvent =
  | { type: "added"; uploads: readonly Upload[] }
  | { type: "started"; id: string }
  | { type: "progressed"; id: string; sent: number; rate: number | null }
  | { type: "failed"; id: string; error: unknown }
  | { type: "retried"; id: string }
  | { type: "left"; id: string };

function withState(queue: readonly Upload[], id: string, state: UploadState): readonly Upload[] {
  return queue.map((upload) => (upload.id === id ? { ...upload, state } : upload));
}

export function foldQueue(queue: readonly Upload[], event: QueueEvent): readonly Upload[] {
  switch (event.type) {
    case "added":
      return [...queue, ...event.uploads];
    case "started":
      return withState(queue, event.id, { step: "sending", sent: 0, rate: null });
    case "progressed":
      return withState(queue, event.id, { step: "sending", sent: event.sent, rate: event.rate });
    case "failed":
      return withState(queue, event.id, { step: "failed", error: event.error });
    case "retried":
      return withState(queue, event.id, { step: "waiting" });
    case "left":
      return queue.filter((upload) => upload.id !== event.id);
  }
}

/** The uploads that may start now, oldest first. */
export function startable(queue: readonly Upload[]): readonly Upload[] {
  const sending = queue.filter((upload) => upload.state.step === "sending").length;
  return queue.filter((upload) => upload.state.step === "waiting").slice(0, Math.max(0, AT_ONCE - sending));
}
