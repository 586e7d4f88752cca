"use client";

import type { FormEvent, ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Trouble } from "./trouble";

type SheetFormProps = {
  /** What the one way on says; null: there is none but those of `beside`. */
  action: string | null;
  isReady: boolean;
  isBusy: boolean;
  error: unknown;
  onDismiss: () => void;
  onSubmit: () => void;
  children?: ReactNode;
  /** Other ways, beside the first. */
  beside?: ReactNode;
};

/** Fields, what went wrong, and the way on. Sent once at a time. */
export function SheetForm(props: SheetFormProps) {
  const { action, isReady, isBusy, error, onDismiss, onSubmit, children, beside } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation(); // a sheet may stand, for React, inside another form
    if (isReady && !isBusy) onSubmit();
  };
  return (
    <form onSubmit={submit} className="grid gap-5 pb-2" aria-busy={isBusy}>
      {children}
      <Trouble error={error} onDismiss={onDismiss} />
      <div className="flex flex-wrap gap-2">
        {action === null ? null : (
          <Button type="submit" look="primary" disabled={isBusy || !isReady}>
            {action}
          </Button>
        )}
        {beside}
      </div>
    </form>
  );
}
