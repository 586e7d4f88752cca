"use client";

import { type ReactNode, useId } from "react";
import { Select } from "@/components/ui/select";

export function OptionRow({
  id,
  label,
  hint,
  children,
}: {
  id: string;
  label: string;
  hint?: string;
  children: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2">
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
  );
}

type SelectRowProps = {
  label: string;
  hint?: string;
  value: string;
  choices: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
};

/** One choice of a list, on a line with its name. */
export function SelectRow({ label, hint, value, choices, onChange }: SelectRowProps) {
  const id = useId();
  return (
    <OptionRow id={id} label={label} hint={hint}>
      <Select
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="max-w-full"
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
