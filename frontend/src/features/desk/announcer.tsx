"use client";

import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useRef } from "react";
import type { Job } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import { milestones, type Said } from "./announcements";

/** Tells screen readers what happens to the films: changes of state and each quarter, not every percent. */
export function Announcer({ jobs }: { jobs: readonly Job[] }) {
  const t = useTranslations("desk");
  const words = useTranslations("status");
  const formats = useFormats();
  const region = useRef<HTMLParagraphElement>(null);
  const said = useRef<Said>(new Map());

  function sentence(job: Job): string {
    const name = job.filename;
    if (job.status !== "processing" || job.progress < 25)
      return t("announceStatus", { name, status: words(job.status) });
    return t("announce", { name, percent: formats.percent(job.progress / 100) });
  }

  const speak = useEffectEvent((current: readonly Job[]) => {
    const next = milestones(said.current, current);
    said.current = next.said;
    if (next.news.length > 0 && region.current)
      region.current.textContent = next.news.map(sentence).join(". ");
  });

  useEffect(() => speak(jobs), [jobs]);

  return <p ref={region} aria-live="polite" className="sr-only" />;
}
