"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { NumberField } from "@/components/ui/number-field";
import { useFormats } from "@/lib/formats";
import { counted, FIELDS, LIMITS, type LimitName, type Limits, shown } from "./limits";

type LimitFieldProps = {
  name: LimitName;
  limit: number | null;
  /** What holds while the field is empty; null: no limit. */
  otherwise: number | null;
  onChange: (limit: number | null) => void;
};

function LimitField({ name, limit, otherwise, onChange }: LimitFieldProps) {
  const t = useTranslations("people.limits");
  const formats = useFormats();
  const id = useId();
  const { max, step } = FIELDS[name];
  const elsewhere = shown(name, otherwise);
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5 py-2.5">
      <div className="min-w-0 flex-1 basis-28">
        <label htmlFor={id} className="text-sm font-medium">
          {t(`fields.${name}.label`)}
        </label>
        <p id={`${id}-hint`} className="text-xs text-pretty text-ink-3">
          {t(`fields.${name}.hint`)}
        </p>
      </div>
      <div className="grid w-44 grid-cols-1">
        <NumberField
          id={id}
          value={shown(name, limit)}
          min={0}
          max={max}
          step={step}
          unit={t(`fields.${name}.unit`)}
          placeholder={elsewhere === null ? t("none") : formats.number(elsewhere, 1)}
          describedBy={`${id}-hint`}
          onChange={(typed) => onChange(counted(name, typed))}
        />
      </div>
    </div>
  );
}

type LimitFieldsProps = {
  limits: Limits;
  /** What holds where a field is empty. */
  otherwise: Limits;
  onChange: (change: Partial<Limits>) => void;
};

export function LimitFields({ limits, otherwise, onChange }: LimitFieldsProps) {
  return (
    <div className="divide-y divide-line border-y border-line">
      {LIMITS.map((name) => (
        <LimitField
          key={name}
          name={name}
          limit={limits[name]}
          otherwise={otherwise[name]}
          onChange={(limit) => onChange({ [name]: limit })}
        />
      ))}
    </div>
  );
}
