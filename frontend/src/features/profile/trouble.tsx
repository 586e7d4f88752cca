"use client";

import { useEntranceWords } from "@/features/entrance";
import { ActionProblem } from "@/features/problems";
import { isDismissed, Refused } from "@/lib/allauth";
import { NotProven } from "./not-proven";

/** Beside what did not work: why. What the person themselves broke off is no trouble. */
export function Trouble({ error, onDismiss }: { error: unknown; onDismiss: () => void }) {
  const words = useEntranceWords();
  if (error === null || error === undefined) return null;
  if (error instanceof NotProven || isDismissed(error)) return null;
  if (!(error instanceof Refused)) return <ActionProblem error={error} onDismiss={onDismiss} />;
  return (
    <p role="alert" className="rounded-md bg-bad-soft px-4 py-3 text-sm text-pretty">
      {words.ofRest(error)}
    </p>
  );
}
