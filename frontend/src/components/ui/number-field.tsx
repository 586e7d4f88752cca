"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { cx } from "./class-names";

type NumberFieldProps = {
  id: string;
  /** Null: left empty. */
  value: number | null;
  min: number;
  max: number;
  step: number;
  unit: string;
  placeholder?: string;
  describedBy?: string;
  /** The number was refused: what is typed stays, to be mended, and has the focus. */
  invalid?: boolean;
  /** Called when the number is finished: on leaving the field or by Enter. */
  onChange: (value: number | null) => void;
};

function parsed(text: string, min: number, max: number): number | null {
  const value = Number.parseFloat(text);
  return Number.isFinite(value) ? Math.min(Math.max(value, min), max) : null;
}

/** A number with its unit. What is typed is kept until it is finished. */
export function NumberField(props: NumberFieldProps) {
  const { id, value, min, max, step, unit, placeholder, describedBy, invalid = false, onChange } = props;
  const [text, setText] = useState(value === null ? "" : String(value));
  const sent = useRef(value);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (invalid) field.current?.focus();
  }, [invalid]);

  function finish() {
    const wished = parsed(text, min, max);
    setText(wished === null ? "" : String(wished));
    if (wished === sent.current) return;
    sent.current = wished;
    onChange(wished);
  }

  function finishByEnter(event: KeyboardEvent) {
    if (event.key === "Enter") finish();
  }

  return (
    <span
      className={cx(
        "inline-flex min-h-11 shrink-0 items-center gap-2 rounded-full border bg-surface pr-4 text-sm font-medium md:min-h-10",
        "has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-accent",
        invalid ? "border-bad" : "border-line-strong",
      )}
    >
      <input
        ref={field}
        id={id}
        type="number"
        inputMode="decimal"
        min={min}
        max={max}
        step={step}
        value={text}
        placeholder={placeholder}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        onChange={(event) => setText(event.target.value)}
        onBlur={finish}
        onKeyDown={finishByEnter}
        className="min-h-11 w-28 min-w-0 flex-1 [appearance:textfield] rounded-full bg-transparent pl-4 text-right tabular-nums outline-none placeholder:font-normal placeholder:text-ink-3 md:min-h-10 [&::-webkit-inner-spin-button]:appearance-none"
      />
      <span aria-hidden className="text-ink-3">
        {unit}
      </span>
    </span>
  );
}
