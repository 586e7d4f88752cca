"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { ChoiceGroup } from "@/components/ui/choice-group";
import { useFormats } from "@/lib/formats";
import { BurnChoice } from "./burn-choice";
import type { FormProps } from "./form";
import { OptionSection } from "./option-section";
import {
  hasSubtitles,
  type SubtitleWish,
  subtitleLanguages,
  subtitleWish,
  withSubtitleLanguage,
  withSubtitles,
} from "./wishes";

function LanguageBoxes({ options, streams, onChange }: FormProps) {
  const id = useId();
  const formats = useFormats();
  return (
    <div className="mt-2 grid gap-x-4 pl-3 sm:grid-cols-2">
      {subtitleLanguages(streams).map((language) => (
        <div key={language} className="flex min-h-11 items-center gap-3">
          <Checkbox
            id={`${id}-${language}`}
            checked={options.subtitle_lang?.includes(language) ?? false}
            onChange={(wanted) => onChange(withSubtitleLanguage(options, language, wanted))}
          />
          <label htmlFor={`${id}-${language}`} className="flex-1 cursor-pointer py-2 text-sm">
            {formats.language(language)}
          </label>
        </div>
      ))}
    </div>
  );
}

export function SubtitleChoice(form: FormProps) {
  const { options, streams, onChange } = form;
  const t = useTranslations("options");
  const languages = subtitleLanguages(streams);
  if (!hasSubtitles(streams)) return null;
  const choices: { value: SubtitleWish; label: string }[] = [
    { value: "all", label: t("subtitlesAll") },
    ...(languages.length > 1 ? [{ value: "some" as const, label: t("subtitlesSome") }] : []),
    { value: "none", label: t("subtitlesNone") },
  ];
  const wish = subtitleWish(options);
  return (
    <OptionSection title={t("subtitles")}>
      <ChoiceGroup
        label={t("subtitles")}
        value={wish}
        onChange={(next) => onChange(withSubtitles(options, next, languages))}
        choices={choices}
      />
      {wish === "some" ? <LanguageBoxes {...form} /> : null}
      <BurnChoice {...form} />
    </OptionSection>
  );
}
