"use client";

import { useTranslations } from "next-intl";
import type { Job } from "@/lib/api";
import { useFormats } from "@/lib/formats";

/** What a film in the queue waits for: its hour, or its turn. */
export function useWaitWords(): (job: Job) => string {
  const t = useTranslations("queue");
  const formats = useFormats();
  return (job) => {
    if (job.not_before && Date.parse(job.not_before) > Date.now())
      return t("notBefore", { time: formats.dateTime(job.not_before) });
    if (job.position === null) return t("waitingUnplaced");
    return job.position === 1 ? t("next") : t("place", { count: job.position });
  };
}
