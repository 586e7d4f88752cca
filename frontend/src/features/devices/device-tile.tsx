"use client";

import * as Radio from "@radix-ui/react-radio-group";
import { cx } from "@/components/ui/class-names";
import type { Device } from "@/lib/api";
import { DeviceIcon } from "./device-icon";
import { useDeviceWords } from "./use-device-words";

export function DeviceTile({ device, className }: { device: Device; className?: string }) {
  const words = useDeviceWords();
  return (
    <Radio.Item
      value={device.id}
      className={cx(
        "group flex min-h-[6.75rem] flex-col gap-2.5 rounded-md border border-line bg-surface p-3 text-left text-sm leading-tight",
        "transition-colors duration-150 hover:border-line-strong focus-visible:rounded-md",
        "data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft data-[state=checked]:shadow-[0_0_0_1px_var(--accent)]",
        className,
      )}
    >
      <span className="text-ink-3 group-data-[state=checked]:text-accent">
        <DeviceIcon icon={device.icon} />
      </span>
      <span className="[overflow-wrap:anywhere] hyphens-auto">
        <span className="font-[550]">{words.name(device)}</span>
        <span className="mt-0.5 block text-xs text-ink-3 group-data-[state=checked]:text-ink-2">
          {words.summary(device)}
        </span>
      </span>
    </Radio.Item>
  );
}
