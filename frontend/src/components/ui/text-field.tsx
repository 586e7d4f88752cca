"use client";

import { Eye, EyeOff } from "lucide-react";
import { type InputHTMLAttributes, type Ref, useId, useState } from "react";
import { cx } from "./class-names";

type TextFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, "id" | "onChange" | "value"> & {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string | undefined;
  error?: string | undefined;
  ref?: Ref<HTMLInputElement>;
};

const FIELD =
  "min-h-12 w-full rounded-sm border bg-surface px-3.5 text-md text-ink placeholder:text-ink-3 md:min-h-11 ";

/** One line of text with its label above and, under it, what is wrong with it. */
export function TextField({ label, value, onChange, hint, error, className, ...rest }: TextFieldProps) {
  const id = useId();
  const about = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="relative">
      <label htmlFor={id} className="mb-1.5 block text-sm font-semibold">
        {label}
      </label>
      <input
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby={about || undefined}
        aria-invalid={error ? true : undefined}
        className={cx(FIELD, error ? "border-bad" : "border-line-strong", className)}
        {...rest}
      />
      {hint ? (
        <p id={`${id}-hint`} className="mt-1.5 text-xs text-pretty text-ink-3">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="mt-1.5 text-sm text-pretty text-bad">
          {error}
        </p>
      ) : null}
    </div>
  );
}

type PasswordFieldProps = Omit<TextFieldProps, "type"> & { show: string; hide: string };

/** A password, which can be looked at while it is typed. `show`, `hide`: what the button says. */
export function PasswordField({ show, hide, ...rest }: PasswordFieldProps) {
  const [isShown, setShown] = useState(false);
  const Picture = isShown ? EyeOff : Eye;
  return (
    <div className="relative">
      <TextField
        {...rest}
        type={isShown ? "text" : "password"}
        autoCapitalize="none"
        spellCheck={false}
        className="pr-12"
      />
      <button
        type="button"
        aria-label={isShown ? hide : show}
        aria-pressed={isShown}
        onClick={() => setShown(!isShown)}
        className="absolute top-7 right-1 grid size-11 place-items-center rounded-full text-ink-3 hover:text-ink"
      >
        <Picture size={18} aria-hidden />
      </button>
    </div>
  );
}
