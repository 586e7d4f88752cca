"use client";

import { useTranslations } from "next-intl";
import { hardwareName } from "@/features/plan";
import type { FormProps } from "./form";
import { SelectRow } from "./option-row";
import { useHardware } from "./queries";
import { offeredHardware, withOption } from "./wishes";

/** Only where this server has something else than its processor. */
export function HardwareChoice({ options, refused, onChange }: FormProps) {
  const t = useTranslations("options");
  const families = offeredHardware(useHardware().data?.hardware_encoders ?? []);
  if (families.length === 0) return null;
  const choices = [
    { value: "auto", label: t("hwAuto") },
    ...families.map((family) => ({ value: family, label: hardwareName(family) })),
    { value: "cpu", label: t("hwCpu") },
  ] as const;
  return (
    <SelectRow
      label={t("hw")}
      hint={t("hwHint")}
      error={refused.includes("hw") ? t("refused") : null}
      value={choices.find((choice) => choice.value === options.hw)?.value ?? "auto"}
      choices={choices}
      onChange={(value) => {
        const wished = choices.find((choice) => choice.value === value)?.value;
        onChange(withOption(options, "hw", wished === "auto" ? undefined : wished));
      }}
    />
  );
}
