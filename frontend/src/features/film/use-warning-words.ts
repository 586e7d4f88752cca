"use client";

import { useTranslations } from "next-intl";
import type { Job, JobWarning } from "@/lib/api";
import { formatClock, useFormats } from "@/lib/formats";
import type messages from "@/messages/en.json";

type KnownCode = keyof (typeof messages)["warnings"]["codes"];
type Kind = keyof (typeof messages)["warnings"]["tracks"];

const KINDS: readonly string[] = ["video", "audio", "subtitle"];

const clock = (seconds: unknown) => formatClock(Number(seconds));

/** What a conversion has to say, in the reader's words; tracks by their kind and language. */
export function useWarningWords(job: Job): (warning: JobWarning) => string {
  const t = useTranslations("warnings");
  const formats = useFormats();

  function trackName(index: unknown): string {
    const stream = job.streams?.find((each) => each.index === index);
    const kind = t(`tracks.${(stream && KINDS.includes(stream.kind) ? stream.kind : "other") as Kind}`);
    if (!stream?.language) return kind;
    return t("trackOf", { kind, language: formats.language(stream.language) });
  }

  return ({ code, params }) => {
    const known = code as KnownCode;
    if (!t.has(`codes.${known}`)) return t("unknown", { code });
    return t(`codes.${known}`, {
      track: trackName(params.stream),
      seconds: clock(params.seconds),
      expected: clock(params.expected),
    });
  };
}
