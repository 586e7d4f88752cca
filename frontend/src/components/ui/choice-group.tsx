"use client";

import * as Radio from "@radix-ui/react-radio-group";
import { cx } from "./class-names";

type Choice<Value extends string> = { value: Value; label: string; hint?: string };

type ChoiceGroupProps<Value extends string> = {
  label: string;
  /** "list": one under the other; "row": side by side, all of one width. */
  layout?: "list" | "row";
  choices: readonly Choice<Value>[];
  value: Value;
  onChange: (value: Value) => void;
};

/** A handful of choices, all in sight. */
export function ChoiceGroup<Value extends string>(props: ChoiceGroupProps<Value>) {
  const { label, layout = "list", choices, value, onChange } = props;
  return (
    <Radio.Root
      aria-label={label}
      value={value}
      onValueChange={(next) => onChange(next as Value)}
      className={cx("grid gap-1.5", layout === "row" && "grid-cols-1 sm:auto-cols-fr sm:grid-flow-col")}
    >
      {choices.map((choice) => (
        <Radio.Item
          key={choice.value}
          value={choice.value}
          className={cx(
            "group flex min-h-11 items-center gap-3 rounded-sm border border-line bg-surface px-3 py-2 text-left text-sm",
            "transition-colors duration-150 hover:border-line-strong",
            "data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft",
          )}
        >
          <span
            aria-hidden
            className="grid size-[1.125rem] shrink-0 place-items-center rounded-full border-[1.5px] border-ink-3 bg-surface group-data-[state=checked]:border-accent"
          >
            <span className="size-2 rounded-full bg-accent opacity-0 group-data-[state=checked]:opacity-100" />
          </span>
          <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
            <span className="font-medium">{choice.label}</span>
            {choice.hint ? <span className="block text-xs text-ink-3">{choice.hint}</span> : null}
          </span>
        </Radio.Item>
      ))}
    </Radio.Root>
  );
}
