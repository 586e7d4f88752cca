"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { NumberField } from "@/components/ui/number-field";
import { useDevice } from "@/features/devices";
import { codecName } from "@/features/plan";
import type { FormProps } from "./form";
import { HardwareChoice } from "./hardware-choice";
import { describedBy, OptionRow, SelectRow } from "./option-row";
import { WishSwitch } from "./wish-switch";
import { offeredCodecs, targetGigabytes, withCodec, withGigabytes, withOption } from "./wishes";

const BIT_RATES = [2000, 4000, 6000, 8000, 12_000, 20_000, 40_000]; // kbit/s

function CodecChoice({ options, device, refused, onChange }: FormProps) {
  const t = useTranslations("options");
  const codecs = offeredCodecs(useDevice(device)?.video_codecs ?? []);
  if (codecs.length < 2) return null;
  return (
    <SelectRow
      label={t("videoCodec")}
      error={refused.includes("video_codec") ? t("refused") : null}
      value={codecs.find((codec) => codec === options.video_codec) ?? "h264"}
      choices={codecs.map((codec) => ({
        value: codec,
        label: t(codec === "h264" ? "videoCodecUsual" : "videoCodecSmaller", { codec: codecName(codec) }),
      }))}
      onChange={(value) => onChange(withCodec(options, codecs.find((codec) => codec === value) ?? "h264"))}
    />
  );
}

function SizeChoice({ options, duration, refused, onChange }: FormProps) {
  const t = useTranslations("options");
  const id = useId();
  const invalid = refused.includes("target_size");
  const error = invalid ? t(duration === null ? "targetSizeNoLength" : "targetSizeTooSmall") : null;
  return (
    <OptionRow id={id} label={t("targetSize")} hint={t("targetSizeHint")} error={error}>
      <NumberField
        id={id}
        describedBy={describedBy(id, true, error)}
        invalid={invalid}
        placeholder={t("bitRateAuto")}
        value={targetGigabytes(options)}
        min={0}
        max={10_000}
        step={0.1}
        unit={t("gigabytes")}
        onChange={(size) => onChange(withGigabytes(options, size))}
      />
    </OptionRow>
  );
}

function BitRateChoice({ options, refused, onChange }: FormProps) {
  const t = useTranslations("options");
  const wished = options.max_bit_rate;
  const rates = wished === undefined || BIT_RATES.includes(wished) ? BIT_RATES : [wished, ...BIT_RATES];
  return (
    <SelectRow
      label={t("maxBitRate")}
      hint={t("maxBitRateHint")}
      error={refused.includes("max_bit_rate") ? t("refused") : null}
      value={String(wished ?? "")}
      choices={[
        { value: "", label: t("maxBitRateDevice") },
        ...rates.map((rate) => ({
          value: String(rate),
          label: t("maxBitRateValue", { rate: rate / 1000 }),
        })),
      ]}
      onChange={(rate) => onChange(withOption(options, "max_bit_rate", Number(rate) || undefined))}
    />
  );
}

/** Of the picture, for those who know why. */
export function SpecialPicture(form: FormProps) {
  const t = useTranslations("options");
  return (
    <>
      <SizeChoice {...form} />
      <BitRateChoice {...form} />
      <CodecChoice {...form} />
      <HardwareChoice {...form} />
      <WishSwitch {...form} wish="force_h264" label={t("forceH264")} />
    </>
  );
}
