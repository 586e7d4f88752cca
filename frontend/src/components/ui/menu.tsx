"use client";

import * as Dropdown from "@radix-ui/react-dropdown-menu";
import { Check } from "lucide-react";
import type { ReactNode } from "react";

type Choice<Value extends string> = { value: Value; label: string; icon?: ReactNode; lang?: string };

type ChoiceMenuProps<Value extends string> = {
  label: string;
  trigger: ReactNode;
  choices: readonly Choice<Value>[];
  value: Value;
  onChoose: (value: Value) => void;
};

/** A button that opens a menu in which exactly one thing is chosen. */
export function ChoiceMenu<Value extends string>(props: ChoiceMenuProps<Value>) {
  const { label, trigger, choices, value, onChoose } = props;
  return (
    <Dropdown.Root modal={false}>
      <Dropdown.Trigger asChild>{trigger}</Dropdown.Trigger>
      <Dropdown.Portal>
        <Dropdown.Content
          align="end"
          sideOffset={6}
          collisionPadding={12}
          aria-label={label}
          className="z-50 min-w-48 animate-[appear_120ms_ease-out] rounded-md border border-line bg-surface p-1.5 shadow-raised"
        >
          <Dropdown.RadioGroup value={value} onValueChange={(next) => onChoose(next as Value)}>
            {choices.map((choice) => (
              <Dropdown.RadioItem
                key={choice.value}
                value={choice.value}
                lang={choice.lang}
                className="flex min-h-10 cursor-pointer items-center gap-2.5 rounded-sm px-3 text-sm font-medium text-ink-2 outline-none data-[highlighted]:bg-sunken data-[highlighted]:text-ink data-[state=checked]:text-ink"
              >
                {choice.icon}
                <span className="flex-1">{choice.label}</span>
                <Dropdown.ItemIndicator>
                  <Check size={16} aria-hidden className="text-accent" />
                </Dropdown.ItemIndicator>
              </Dropdown.RadioItem>
            ))}
          </Dropdown.RadioGroup>
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  );
}
