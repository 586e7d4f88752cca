"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { applyEvent } from "@/features/jobs";
import { isRunning, type Upload } from "./queue";
import { createUploadStore } from "./upload-store";

const NONE: readonly Upload[] = [];
const store = createUploadStore();

export const {
  add: addUploads,
  cancel: cancelUpload,
  pause: pauseUpload,
  resume: resumeUpload,
  sendAnyway,
  reuse: reuseKnown,
} = store;

export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(store.subscribe, store.read, () => NONE);
}

/** An accepted film becomes a job in the cache at once, a cancelled one leaves it, without waiting for the events. */
export function useFollowedUploads(): void {
  const client = useQueryClient();
  useEffect(() => {
    store.follow({
      accepted: (job) => applyEvent(client, { type: "job.updated", seq: job.seq, job }),
      removed: (id) => applyEvent(client, { type: "job.deleted", seq: 0, job: { id } }),
    });
  }, [client]);
}

/** The browser asks before the page is left while bytes are on their way. */
export function useLeaveGuard(): void {
  const busy = useUploads().some(
    (upload) => isRunning(upload) || ["asking", "waiting"].includes(upload.state.step),
  );
  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [busy]);
}
