"use client";

import { type KeyboardEvent, useState } from "react";

type NumberFieldProps = {
  id: string;
  /** Null: left empty. */
  value: number | null;
  min: number;
  max: number;
  step: number;
  unit: string;
  describedBy?: string;
  /** Called when the number is finished: on leaving the field or by Enter. */
  onChange: (value: number | null) => void;
};

function parsed(text: string, min: number, max: number): number | null {
  const value = Number.parseFloat(text);
  return Number.isFinite(value) ? Math.min(Math.max(value, min), max) : null;
}

/** A number with its unit. What is typed is kept until it is finished. */
export function NumberField({ id, value, min, max, step, unit, describedBy, onChange }: NumberFieldProps) {
  const [text, setText] = useState(value === null ? "" : String(value));

  function finish() {
    const wished = parsed(text, min, max);
    setText(wished === null ? "" : String(wished));
    if (wished !== value) onChange(wished);
  }

  function finishByEnter(event: KeyboardEvent) {
    if (event.key === "Enter") finish();
  }

  return (
    <span className="inline-flex min-h-11 items-center gap-2 rounded-full border border-line-strong bg-surface pr-4 text-sm font-medium md:min-h-10">
      <input
        id={id}
        type="number"
        inputMode="decimal"
        min={min}
        max={max}
        step={step}
        value={text}
        aria-describedby={describedBy}
        onChange={(event) => setText(event.target.value)}
        onBlur={finish}
        onKeyDown={finishByEnter}
        className="min-h-11 w-24 rounded-full bg-transparent pl-4 text-right tabular-nums md:min-h-10"
      />
      <span aria-hidden className="text-ink-3">
        {unit}
      </span>
    </span>
  );
}
