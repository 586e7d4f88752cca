"use client";

import { useTranslations } from "next-intl";
import { AudioChoice } from "./audio-choice";
import type { FormProps } from "./form";
import { OptionSection } from "./option-section";
import { WishSwitch } from "./wish-switch";
import { audioTracks } from "./wishes";

export function SoundChoice(form: FormProps) {
  const t = useTranslations("options");
  if (audioTracks(form.streams).length === 0) return null;
  return (
    <OptionSection title={t("sound")}>
      <AudioChoice {...form} />
      <div className="mt-2 divide-y divide-line">
        <WishSwitch {...form} wish="keep_surround" label={t("keepSurround")} hint={t("keepSurroundHint")} />
        <WishSwitch {...form} wish="night_mode" label={t("nightMode")} hint={t("nightModeHint")} />
        <WishSwitch {...form} wish="normalize" label={t("normalize")} hint={t("normalizeHint")} />
      </div>
    </OptionSection>
  );
}
