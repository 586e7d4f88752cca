"use client";

import { Info } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Job } from "@/lib/api";
import { useWarningWords } from "./use-warning-words";

/** What is not quite as it should be, though the film plays: what was lost, what was done otherwise. */
export function WarningList({ job }: { job: Job }) {
  const t = useTranslations("warnings");
  const words = useWarningWords(job);
  if (job.warnings.length === 0) return null;
  const sentences = [...new Set(job.warnings.map(words))];
  return (
    <section
      aria-label={t("title")}
      className="mt-3 flex max-w-[42rem] gap-3 rounded-md bg-work-soft px-3.5 py-3 text-sm"
    >
      <Info size={17} aria-hidden className="mt-0.5 shrink-0 text-work" />
      <ul className="grid gap-1 text-pretty">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
