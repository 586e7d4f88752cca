"use client";

import { useTranslations } from "next-intl";
import { useDevices, useDeviceWords } from "@/features/devices";
import { SelectRow } from "./option-row";

type DeviceOptionProps = { device: string; onChange: (id: string) => void };

/** Which device the film is for: the plan above answers for it. */
export function DeviceOption({ device, onChange }: DeviceOptionProps) {
  const t = useTranslations("options");
  const words = useDeviceWords();
  const devices = useDevices().data ?? [];
  if (devices.length === 0) return null;
  return (
    <div className="mb-4">
      <SelectRow
        label={t("device")}
        value={device}
        choices={devices.map((each) => ({ value: each.id, label: words.name(each) }))}
        onChange={onChange}
      />
    </div>
  );
}
