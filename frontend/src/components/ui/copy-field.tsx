"use client";

import { Check, Copy } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "./button";

type CopyFieldProps = { label: string; value: string; copy: string; copied: string };

/** Text to take elsewhere. Browsers copy by themselves at secure addresses alone; anywhere else it is selected. */
export function CopyField({ label, value, copy, copied }: CopyFieldProps) {
  const id = useId();
  const [done, setDone] = useState(false);
  const take = () => {
    const clipboard: Clipboard | undefined = navigator.clipboard;
    const field = document.getElementById(id);
    if (field instanceof HTMLInputElement) field.select();
    clipboard?.writeText(value).then(
      () => setDone(true),
      () => setDone(false),
    );
  };
  return (
    <div>
      <label htmlFor={id} className="block text-sm font-medium">
        {label}
      </label>
      <div className="mt-1.5 flex gap-2">
        <input
          id={id}
          readOnly
          value={value}
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
          className="min-h-11 min-w-0 flex-1 rounded-sm border border-line-strong bg-sunken px-3 font-mono text-sm text-ink md:min-h-10"
        />
        <Button onClick={take}>
          {done ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
          <span aria-live="polite">{done ? copied : copy}</span>
        </Button>
      </div>
    </div>
  );
}
