"use client";

import { useTranslations } from "next-intl";
import type { JobOutput } from "@/lib/api";
import { useFormats } from "@/lib/formats";

/** "French, forced": what a subtitle file is called in lists and players. */
export function useSubtitleLabel(): (output: JobOutput) => string {
  const t = useTranslations("film");
  const formats = useFormats();
  return (output) => {
    const language = output.language
      ? formats.language(output.language)
      : (output.title ?? t("unknownLanguage"));
    if (output.forced) return t("subtitleForced", { language });
    if (output.hearing_impaired) return t("subtitleSdh", { language });
    return language;
  };
}
