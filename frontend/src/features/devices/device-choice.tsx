"use client";

import * as Radio from "@radix-ui/react-radio-group";
import { DeviceTile } from "./device-tile";
import { useDevices } from "./queries";

type DeviceChoiceProps = { label: string; value: string | null; onChange: (id: string) => void };

/** All devices, one to be chosen. */
export function DeviceChoice({ label, value, onChange }: DeviceChoiceProps) {
  const devices = useDevices();
  return (
    <Radio.Root
      aria-label={label}
      value={value}
      onValueChange={onChange}
      className="-mx-1 grid grid-cols-2 gap-2 p-1 md:grid-cols-4"
    >
      {devices.data?.map((each) => (
        <DeviceTile key={each.id} device={each} />
      ))}
    </Radio.Root>
  );
}
