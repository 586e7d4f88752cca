"use client";

import { useId } from "react";
import { Checkbox } from "./checkbox";

type CheckboxFieldProps = {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
};

/** Something to tick, with what it means beside it. */
export function CheckboxField({ label, hint, checked, onChange }: CheckboxFieldProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-3 py-1.5">
      <span className="pt-0.5">
        <Checkbox id={id} checked={checked} onChange={onChange} />
      </span>
      <label htmlFor={id} className="cursor-pointer text-sm">
        <span className="font-medium">{label}</span>
        {hint ? <span className="block text-xs text-ink-3">{hint}</span> : null}
      </label>
    </div>
  );
}
