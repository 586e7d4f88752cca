"use client";

import { useTranslations } from "next-intl";
import { codecName } from "@/features/plan";
import type { SubtitleStream } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import {
  type BurnWish,
  burnChoices,
  burnWish,
  drawableSubtitles,
  drawsByItself,
  withBurn,
} from "./burn-wishes";
import type { FormProps } from "./form";
import { SelectRow } from "./option-row";

/** "French, forced · PGS": a subtitle track in one line. */
function useSubtitleTrackLabel() {
  const t = useTranslations("tracks");
  const formats = useFormats();
  return (stream: SubtitleStream, place: number) => {
    const name = stream.language ? formats.language(stream.language) : t("number", { number: place + 1 });
    const flags = [
      stream.dispositions.includes("forced") && t("forced"),
      stream.dispositions.includes("hearing_impaired") && t("sdh"),
    ];
    const spoken = [name, ...flags].filter(Boolean).join(", ");
    return [spoken, stream.title, codecName(stream.codec)].filter(Boolean).join(" · ");
  };
}

export function BurnChoice({ options, streams, refused, onChange }: FormProps) {
  const t = useTranslations("options");
  const trackLabel = useSubtitleTrackLabel();
  const subtitles = drawableSubtitles(streams);
  if (subtitles.length === 0) return null;

  function labelOf(wish: BurnWish): string {
    if (wish === "needed") return t(drawsByItself(streams) ? "burnNeeded" : "burnNone");
    if (wish === "never") return t("burnNone");
    if (wish === "forced") return t("burnForced");
    if (wish === "auto") return t("burnAuto");
    const place = subtitles.findIndex((stream) => String(stream.index) === wish);
    const stream = subtitles[place];
    return stream ? trackLabel(stream, place) : wish;
  }

  return (
    <div className="mt-2">
      <SelectRow
        label={t("burn")}
        hint={t("burnHint")}
        error={refused.includes("burn_subtitle") || refused.includes("no_forced_subs") ? t("refused") : null}
        value={burnWish(options, streams)}
        choices={burnChoices(options, streams).map((wish) => ({ value: wish, label: labelOf(wish) }))}
        onChange={(wish) => onChange(withBurn(options, wish as BurnWish))}
      />
    </div>
  );
}
