"use client";

import { LoaderCircle, TriangleAlert } from "lucide-react";
import type { FormEvent, ReactNode } from "react";
import { Button } from "@/components/ui/button";

type FormProps = {
  /** What is wrong as a whole; null: nothing. */
  problem: string | null;
  action: string;
  isBusy: boolean;
  onSubmit: () => void;
  children: ReactNode;
};

export function FormProblem({ children }: { children: string | null }) {
  return (
    <div role="alert" aria-live="assertive" className="empty:hidden">
      {children ? (
        <p className="flex items-start gap-3 rounded-md bg-bad-soft px-4 py-3 text-sm text-pretty">
          <TriangleAlert size={18} aria-hidden className="mt-0.5 shrink-0 text-bad" />
          {children}
        </p>
      ) : null}
    </div>
  );
}

/** Fields, what is wrong with them, and one way on. Sent once at a time. */
export function Form({ problem, action, isBusy, onSubmit, children }: FormProps) {
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isBusy) onSubmit();
  }
  return (
    <form onSubmit={submit} className="grid gap-5" aria-busy={isBusy}>
      <FormProblem>{problem}</FormProblem>
      {children}
      <Button type="submit" look="primary" aria-disabled={isBusy} className="w-full md:min-h-11">
        {isBusy ? <LoaderCircle size={18} aria-hidden className="animate-spin" /> : null}
        {action}
      </Button>
    </form>
  );
}
