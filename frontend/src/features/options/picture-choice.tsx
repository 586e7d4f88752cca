"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { ChoiceGroup } from "@/components/ui/choice-group";
import { Select } from "@/components/ui/select";
import type { FormProps } from "./form";
import { OptionSection } from "./option-section";
import { type QualityWish, usefulHeights, withOption } from "./wishes";

const PROFILES: readonly QualityWish[] = ["fast", "balanced", "quality"];
const HEIGHT_NAMES: Readonly<Record<number, string>> = {
  2160: "4K",
  1440: "QHD",
  1080: "Full HD",
  720: "HD",
};

export function QualityChoice({ options, onChange }: FormProps) {
  const t = useTranslations("options");
  return (
    <OptionSection title={t("quality")} hint={t("qualityHint")}>
      <ChoiceGroup
        label={t("quality")}
        layout="row"
        value={options.profile ?? "balanced"}
        onChange={(profile) => onChange(withOption(options, "profile", profile))}
        choices={PROFILES.map((value) => ({
          value,
          label: t(`profiles.${value}`),
          hint: t(`profiles.${value}Hint`),
        }))}
      />
    </OptionSection>
  );
}

export function HeightChoice({ options, streams, onChange }: FormProps) {
  const t = useTranslations("options");
  const id = useId();
  const heights = usefulHeights(streams);
  if (heights.length === 0) return null;
  function linesLabel(lines: number): string {
    const name = HEIGHT_NAMES[lines];
    return name ? t("lines", { lines: String(lines), name }) : t("linesPlain", { lines: String(lines) });
  }
  return (
    <div className="mt-6">
      <label htmlFor={id} className="mb-2 block text-sm font-[650]">
        {t("maxHeight")}
      </label>
      <Select
        id={id}
        className="w-full sm:w-auto"
        value={options.max_height ?? ""}
        onChange={(event) =>
          onChange(withOption(options, "max_height", Number(event.target.value) || undefined))
        }
      >
        <option value="">{t("maxHeightDevice")}</option>
        {heights.map((lines) => (
          <option key={lines} value={lines}>
            {linesLabel(lines)}
          </option>
        ))}
      </Select>
    </div>
  );
}
