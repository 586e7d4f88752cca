"use client";

import { Switch } from "@/components/ui/switch";
import type { FormProps } from "./form";
import { type SwitchedWish, withSwitch } from "./wishes";

type WishSwitchProps = Pick<FormProps, "options" | "onChange"> & {
  wish: SwitchedWish;
  label: string;
  hint?: string;
};

/** A wish that is there or not. */
export function WishSwitch({ options, onChange, wish, label, hint }: WishSwitchProps) {
  return (
    <Switch
      label={label}
      hint={hint}
      checked={options[wish] ?? false}
      onChange={(on) => onChange(withSwitch(options, wish, on))}
    />
  );
}
