"use client";

import { useTranslations } from "next-intl";
import { useQueue } from "@/features/jobs";
import { QueueControls, QueueNotice, WaitingLine } from "@/features/queue";
import type { Job } from "@/lib/api";
import { JobCard } from "./job-card";
import { SectionHeader } from "./section-header";

type QueueSectionProps = { working: readonly Job[]; line: readonly Job[] };

/** What is at work, what is held, and what waits; also there when the queue itself is held. */
export function QueueSection({ working, line }: QueueSectionProps) {
  const t = useTranslations("queue");
  const desk = useTranslations("desk");
  const isPaused = useQueue().data?.paused ?? false;
  const count = working.length + line.length;
  if (count === 0 && !isPaused) return null;
  return (
    <section aria-label={t("title")} className="mt-8 first:mt-0">
      <SectionHeader title={t("title")} note={count > 0 ? desk("count", { count }) : null}>
        <QueueControls />
      </SectionHeader>
      <QueueNotice />
      {working.length > 0 ? (
        <ul className="mb-4 grid gap-4">
          {working.map((job) => (
            <li key={job.id}>
              <JobCard job={job} />
            </li>
          ))}
        </ul>
      ) : null}
      <WaitingLine jobs={line} />
    </section>
  );
}
