"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import type { FormProps } from "./form";
import { withOption } from "./wishes";

const BIT_RATES = [96, 128, 160, 192, 256, 320, 384, 448, 512, 640];

function BitRate({ options, onChange }: FormProps) {
  const t = useTranslations("options");
  const id = useId();
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 py-2">
      <label htmlFor={id} className="text-sm font-medium">
        {t("bitRate")}
      </label>
      <Select
        id={id}
        value={options.abr ?? ""}
        onChange={(event) => onChange(withOption(options, "abr", Number(event.target.value) || undefined))}
      >
        <option value="">{t("bitRateAuto")}</option>
        {BIT_RATES.map((rate) => (
          <option key={rate} value={rate}>
            {t("bitRateValue", { rate })}
          </option>
        ))}
      </Select>
    </div>
  );
}

export function SpecialChoice(form: FormProps) {
  const { options, onChange } = form;
  const t = useTranslations("options");
  return (
    <details className="group mt-6">
      <summary className="flex min-h-11 list-none items-center gap-1.5 text-sm font-[650]">
        <ChevronRight
          size={16}
          aria-hidden
          className="transition-transform duration-150 group-open:rotate-90"
        />
        {t("more")}
      </summary>
      <div className="divide-y divide-line">
        <Switch
          label={t("forceH264")}
          checked={options.force_h264 ?? false}
          onChange={(on) => onChange(withOption(options, "force_h264", on || undefined))}
        />
        <Switch
          label={t("forceAac")}
          checked={options.force_aac ?? false}
          onChange={(on) => onChange(withOption(options, "force_aac", on || undefined))}
        />
        <BitRate {...form} />
      </div>
    </details>
  );
}
