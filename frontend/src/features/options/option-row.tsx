"use client";

import { type ReactNode, useId } from "react";
import { Select } from "@/components/ui/select";

type OptionRowProps = {
  id: string;
  label: string;
  hint?: string;
  /** Why the choice was refused; its id is `${id}-error`. */
  error?: string | null;
  children: ReactNode;
};

/** A choice on a line with its name; on a phone below it. */
export function OptionRow({ id, label, hint, error, children }: OptionRowProps) {
  return (
    <div className="py-2.5">
      <div className="flex flex-col gap-x-4 gap-y-2 sm:flex-row sm:items-center sm:justify-between">
        <div className="min-w-0">
          <label htmlFor={id} className="block text-sm font-medium">
            {label}
          </label>
          {hint ? (
            <p id={`${id}-hint`} className="text-xs text-ink-3">
              {hint}
            </p>
          ) : null}
        </div>
        {children}
      </div>
      {error ? (
        <p id={`${id}-error`} role="alert" className="mt-2 text-sm text-pretty text-bad">
          {error}
        </p>
      ) : null}
    </div>
  );
}

/** What describes a field, for `aria-describedby`: its refusal first. */
export function describedBy(id: string, hint: unknown, error: unknown): string | undefined {
  const parts = [error ? `${id}-error` : null, hint ? `${id}-hint` : null].filter(Boolean);
  return parts.length > 0 ? parts.join(" ") : undefined;
}

type SelectRowProps = {
  label: string;
  hint?: string;
  error?: string | null;
  value: string;
  choices: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
};

/** One choice of a list, on a line with its name. */
export function SelectRow({ label, hint, error, value, choices, onChange }: SelectRowProps) {
  const id = useId();
  return (
    <OptionRow id={id} label={label} hint={hint} error={error}>
      <Select
        id={id}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? true : undefined}
        className="max-w-full sm:shrink-0"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </Select>
    </OptionRow>
  );
}
