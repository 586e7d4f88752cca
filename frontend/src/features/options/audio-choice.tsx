"use client";

import { useTranslations } from "next-intl";
import { ChoiceGroup } from "@/components/ui/choice-group";
import { codecName, surroundName } from "@/features/plan";
import type { AudioStream } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import type { FormProps } from "./form";
import { audioTracks, audioWish, withAudio } from "./wishes";

const BEST = "best";

function useTrackLabel() {
  const tracks = useTranslations("tracks");
  const formats = useFormats();

  function layout(track: AudioStream): string {
    if (track.channels === null) return "";
    return (
      surroundName(track.channels, track.channel_layout) ?? tracks(track.channels === 1 ? "mono" : "stereo")
    );
  }

  return (track: AudioStream, place: number) => {
    const language = track.language
      ? formats.language(track.language)
      : tracks("number", { number: place + 1 });
    const hint = [`${codecName(track.codec)} ${layout(track)}`.trim(), track.title]
      .filter(Boolean)
      .join(" · ");
    return { value: String(place), label: language, hint };
  };
}

export function AudioChoice({ options, streams, onChange }: FormProps) {
  const t = useTranslations("options");
  const labelOf = useTrackLabel();
  const tracks = audioTracks(streams);
  const wish = audioWish(options, streams);
  if (tracks.length < 2) return null;
  return (
    <ChoiceGroup
      label={t("audio")}
      value={wish === null ? BEST : String(wish)}
      onChange={(value) => onChange(withAudio(options, value === BEST ? null : Number(value)))}
      choices={[{ value: BEST, label: t("audioBest"), hint: t("audioBestHint") }, ...tracks.map(labelOf)]}
    />
  );
}
