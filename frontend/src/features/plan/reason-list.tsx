"use client";

import { useTranslations } from "next-intl";
import type { Plan, Reason, Stream } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import { type TrackRow, trackRows } from "./track-rows";
import { usePlanWords } from "./use-plan-words";
import { useTrackWords } from "./use-track-words";

type Entry = { id: string; about: string; sentences: readonly string[] };

/** Every reason of a plan, track by track. */
export function ReasonList({ plan, streams }: { plan: Plan; streams: readonly Stream[] }) {
  const t = useTranslations("details");
  const formats = useFormats();
  const trackWords = useTrackWords();
  const planWords = usePlanWords(plan.device);
  const sentence = (reason: Reason) => `${formats.capitalize(planWords.clause(reason))}.`;
  // A cover has one reason, whether it is left out or kept beside the film.
  const whyOf = ({ action }: TrackRow["tracks"][0]) =>
    action.action === "poster" ? [t("coverBeside")] : action.reasons.map(sentence);
  const packing: Entry = {
    id: "container",
    about: t("packing"),
    sentences: plan.container_reasons.map(sentence),
  };
  const tracks: Entry[] = trackRows(plan, streams).map((row) => ({
    id: row.id,
    about: trackWords.source(row).name,
    sentences: whyOf(row.tracks[0]),
  }));
  return (
    <dl className="grid gap-2 text-sm">
      {[packing, ...tracks]
        .filter((entry) => entry.sentences.length > 0)
        .map((entry) => (
          <div key={entry.id} className="grid gap-x-4 sm:grid-cols-[9rem_minmax(0,1fr)]">
            <dt className="font-medium [overflow-wrap:anywhere]">{entry.about}</dt>
            <dd className="text-ink-2">
              {entry.sentences.map((each) => (
                <p key={each}>{each}</p>
              ))}
            </dd>
          </div>
        ))}
    </dl>
  );
}
