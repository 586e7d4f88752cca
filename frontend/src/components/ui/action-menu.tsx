"use client";

import * as Dropdown from "@radix-ui/react-dropdown-menu";
import { Check } from "lucide-react";
import type { ReactNode } from "react";

const ENTRY =
  "flex min-h-11 cursor-pointer items-center gap-2.5 rounded-sm px-3 text-sm font-medium text-ink-2 outline-none select-none " +
  "data-[highlighted]:bg-sunken data-[highlighted]:text-ink data-[disabled]:cursor-default data-[disabled]:opacity-45 md:min-h-8";

type ActionMenuProps = { label: string; trigger: ReactNode; children: ReactNode };

/** A button that opens a menu of things to do. */
export function ActionMenu({ label, trigger, children }: ActionMenuProps) {
  return (
    <Dropdown.Root modal={false}>
      <Dropdown.Trigger asChild>{trigger}</Dropdown.Trigger>
      <Dropdown.Portal>
        <Dropdown.Content
          align="end"
          sideOffset={6}
          collisionPadding={12}
          aria-label={label}
          className="z-50 max-h-[var(--radix-dropdown-menu-content-available-height)] min-w-56 animate-[appear_120ms_ease-out] overflow-y-auto rounded-md border border-line bg-surface p-1.5 shadow-raised"
        >
          {children}
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  );
}

type MenuActionProps = { icon?: ReactNode; disabled?: boolean; onSelect: () => void; children: ReactNode };

export function MenuAction({ icon, disabled = false, onSelect, children }: MenuActionProps) {
  return (
    <Dropdown.Item disabled={disabled} onSelect={onSelect} className={ENTRY}>
      {icon}
      {children}
    </Dropdown.Item>
  );
}

export function MenuSeparator() {
  return <Dropdown.Separator className="mx-2 my-1.5 h-px bg-line" />;
}

type MenuChoiceProps<Value extends string> = {
  label: string;
  choices: readonly { value: Value; label: string }[];
  value: Value;
  onChoose: (value: Value) => void;
};

/** Within a menu: exactly one of these. */
export function MenuChoice<Value extends string>({
  label,
  choices,
  value,
  onChoose,
}: MenuChoiceProps<Value>) {
  return (
    <Dropdown.RadioGroup value={value} onValueChange={(next) => onChoose(next as Value)}>
      <Dropdown.Label className="px-3 pt-1 pb-0.5 text-xs font-semibold text-ink-3">{label}</Dropdown.Label>
      {choices.map((choice) => (
        <Dropdown.RadioItem key={choice.value} value={choice.value} className={ENTRY}>
          <span className="flex-1">{choice.label}</span>
          <Dropdown.ItemIndicator>
            <Check size={16} aria-hidden className="text-accent" />
          </Dropdown.ItemIndicator>
        </Dropdown.RadioItem>
      ))}
    </Dropdown.RadioGroup>
  );
}
