"use client";

import type { QueryClient } from "@tanstack/react-query";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { type LiveEvent, tellSignedOut } from "@/lib/api";
import { type Connection, type LiveSocket, openLiveSocket } from "@/lib/socket";
import { applyEvent } from "./apply-event";

const listeners = new Set<() => void>();
let socket: LiveSocket | null = null;

function tellAll(): void {
  for (const listener of listeners) listener();
}

/** Refetches what events may have been missed while the line was dead. */
function connect(client: QueryClient): LiveSocket {
  const opened = openLiveSocket("/ws/jobs/", {
    onMessage: (data) => applyEvent(client, data as LiveEvent),
    onOpen: (again) => {
      if (again) void client.invalidateQueries();
    },
    onRefused: tellSignedOut,
  });
  opened.subscribe(tellAll);
  return opened;
}

/** Keeps the one socket of the page open while films may be asked for. It outlives changes of page and language.
 * `knownSince`: when the server said so. It says so anew after each refusal, which may have meant an older session. */
export function useLiveJobs(isAdmitted: boolean, knownSince: number): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!isAdmitted || knownSince === 0) return;
    if (socket === null) socket = connect(client);
    else socket.resume();
  }, [client, isAdmitted, knownSince]);
}

/** Listeners may come before the socket does: a child's effects run before its parent's. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useConnection(): { connection: Connection; retryNow: () => void } {
  const connection = useSyncExternalStore(
    subscribe,
    () => socket?.connection() ?? "connecting",
    () => "connecting" as const,
  );
  return { connection, retryNow: () => socket?.retryNow() };
}
