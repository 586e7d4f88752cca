"use client";

import { useTranslations } from "next-intl";
import type { Plan, Reason, Stream } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import { trackRows } from "./track-rows";
import { usePlanWords } from "./use-plan-words";
import { useTrackWords } from "./use-track-words";

type Entry = { id: string; about: string; reasons: readonly Reason[] };

/** Every reason of a plan, track by track. */
export function ReasonList({ plan, streams }: { plan: Plan; streams: readonly Stream[] }) {
  const t = useTranslations("details");
  const formats = useFormats();
  const trackWords = useTrackWords();
  const planWords = usePlanWords(plan.device);
  const packing: Entry = { id: "container", about: t("packing"), reasons: plan.container_reasons };
  const tracks: Entry[] = trackRows(plan, streams).map((row) => ({
    id: row.id,
    about: trackWords.source(row).name,
    reasons: row.tracks[0].action.reasons,
  }));
  return (
    <dl className="grid gap-2 text-sm">
      {[packing, ...tracks]
        .filter((entry) => entry.reasons.length > 0)
        .map((entry) => (
          <div key={entry.id} className="grid gap-x-4 sm:grid-cols-[9rem_minmax(0,1fr)]">
            <dt className="font-medium [overflow-wrap:anywhere]">{entry.about}</dt>
            <dd className="text-ink-2">
              {entry.reasons.map((reason) => (
                <p key={reason.code}>{formats.capitalize(planWords.clause(reason))}.</p>
              ))}
            </dd>
          </div>
        ))}
    </dl>
  );
}
