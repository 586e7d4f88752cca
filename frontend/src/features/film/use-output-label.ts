"use client";

import { useTranslations } from "next-intl";
import type { JobOutput } from "@/lib/api";
import { useSubtitleLabel } from "./use-subtitle-label";

/** What a file is called in lists: the film by its name, a subtitle by its language. */
export function useOutputLabel(): (output: JobOutput) => string {
  const t = useTranslations("desk");
  const subtitleLabel = useSubtitleLabel();
  return (output) => {
    if (output.kind === "subtitle") return subtitleLabel(output);
    return output.kind === "poster" ? t("poster") : output.name;
  };
}
