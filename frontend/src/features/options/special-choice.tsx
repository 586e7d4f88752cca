"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { FormProps } from "./form";
import { SelectRow } from "./option-row";
import { SpecialPicture } from "./special-picture";
import { WishSwitch } from "./wish-switch";
import { audioTracks, hasPicture, hasTexts, withOption, withSubtitleMode } from "./wishes";

const BIT_RATES = [96, 128, 160, 192, 256, 320, 384, 448, 512, 640]; // kbit/s

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-5 first:mt-0">
      <h4 className="text-xs font-semibold text-ink-3">{title}</h4>
      <div className="divide-y divide-line">{children}</div>
    </section>
  );
}

function SoundBitRate({ options, refused, onChange }: FormProps) {
  const t = useTranslations("options");
  return (
    <SelectRow
      label={t("bitRate")}
      error={refused.includes("abr") ? t("refused") : null}
      value={String(options.abr ?? "")}
      choices={[
        { value: "", label: t("bitRateAuto") },
        ...BIT_RATES.map((rate) => ({ value: String(rate), label: t("bitRateValue", { rate }) })),
      ]}
      onChange={(rate) => onChange(withOption(options, "abr", Number(rate) || undefined))}
    />
  );
}

function SpecialSound(form: FormProps) {
  const t = useTranslations("options");
  if (audioTracks(form.streams).length === 0)
    return <WishSwitch {...form} wish="add_silence" label={t("addSilence")} hint={t("addSilenceHint")} />;
  return (
    <>
      <SoundBitRate {...form} />
      <WishSwitch {...form} wish="force_aac" label={t("forceAac")} />
    </>
  );
}

function SpecialFile(form: FormProps) {
  const { options, streams, refused, onChange } = form;
  const t = useTranslations("options");
  return (
    <>
      {hasTexts(streams) ? (
        <SelectRow
          label={t("subtitleMode")}
          error={refused.includes("subtitle_mode") ? t("refused") : null}
          value={options.subtitle_mode ?? "both"}
          choices={[
            { value: "both", label: t("subtitleModeBoth") },
            { value: "sidecar", label: t("subtitleModeSidecar") },
          ]}
          onChange={(mode) => onChange(withSubtitleMode(options, mode === "sidecar"))}
        />
      ) : null}
      <WishSwitch {...form} wish="no_chapters" label={t("noChapters")} />
      <WishSwitch {...form} wish="no_metadata" label={t("noMetadata")} />
    </>
  );
}

export function SpecialChoice(form: FormProps) {
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
      {hasPicture(form.streams) ? (
        <Group title={t("picture")}>
          <SpecialPicture {...form} />
        </Group>
      ) : null}
      <Group title={t("sound")}>
        <SpecialSound {...form} />
      </Group>
      <Group title={t("file")}>
        <SpecialFile {...form} />
      </Group>
    </details>
  );
}
