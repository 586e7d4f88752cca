"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { applyEvent } from "@/features/jobs";
import type { Upload } from "./queue";
import { createUploadStore } from "./upload-store";

const NONE: readonly Upload[] = [];
const store = createUploadStore();

export const { add: addUploads, cancel: cancelUpload, retry: retryUpload } = store;

export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(store.subscribe, store.read, () => NONE);
}

/** An accepted film becomes a job in the cache at once, without waiting for its event. */
export function useAcceptedUploads(): void {
  const client = useQueryClient();
  useEffect(() => {
    store.onAccepted((job) => applyEvent(client, { type: "job.updated", seq: job.seq, job }));
  }, [client]);
}

/** The browser asks before the page is left while bytes are on their way. */
export function useLeaveGuard(): void {
  const busy = useUploads().some((upload) => upload.state.step !== "failed");
  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [busy]);
}
