"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { NumberField } from "@/components/ui/number-field";
import { useDevice } from "@/features/devices";
import { codecName } from "@/features/plan";
import type { FormProps } from "./form";
import { HardwareChoice } from "./hardware-choice";
import { OptionRow, SelectRow } from "./option-row";
import { WishSwitch } from "./wish-switch";
import { offeredCodecs, targetGigabytes, withCodec, withGigabytes, withOption } from "./wishes";

const BIT_RATES = [2000, 4000, 6000, 8000, 12_000, 20_000, 40_000]; // kbit/s

function CodecChoice({ options, device, onChange }: FormProps) {
  const t = useTranslations("options");
  const codecs = offeredCodecs(useDevice(device)?.video_codecs ?? []);
  if (codecs.length < 2) return null;
  return (
    <SelectRow
      label={t("videoCodec")}
      value={codecs.find((codec) => codec === options.video_codec) ?? "h264"}
      choices={codecs.map((codec) => ({
        value: codec,
        label: t(codec === "h264" ? "videoCodecUsual" : "videoCodecSmaller", { codec: codecName(codec) }),
      }))}
      onChange={(value) => onChange(withCodec(options, codecs.find((codec) => codec === value) ?? "h264"))}
    />
  );
}

function SizeChoice({ options, onChange }: FormProps) {
  const t = useTranslations("options");
  const id = useId();
  return (
    <OptionRow id={id} label={t("targetSize")} hint={t("targetSizeHint")}>
      <NumberField
        id={id}
        describedBy={`${id}-hint`}
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

function BitRateChoice({ options, onChange }: FormProps) {
  const t = useTranslations("options");
  const wished = options.max_bit_rate;
  const rates = wished === undefined || BIT_RATES.includes(wished) ? BIT_RATES : [wished, ...BIT_RATES];
  return (
    <SelectRow
      label={t("maxBitRate")}
      hint={t("maxBitRateHint")}
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
