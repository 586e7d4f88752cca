"use client";

import { Pause } from "lucide-react";
import { useTranslations } from "next-intl";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Tag } from "@/components/ui/tag";
import { useDeviceName } from "@/features/devices";
import type { Job } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import { JobFrame } from "./job-frame";
import { WorkingButtons } from "./working-buttons";

/** Held: calm, with what is done so far in sight. */
export function PausedCard({ job }: { job: Job }) {
  const t = useTranslations("desk");
  const words = useTranslations("status");
  const formats = useFormats();
  const device = useDeviceName(job.device);
  const fraction = job.progress / 100;
  const hasBegun = job.started_at !== null;
  const percent = formats.percent(fraction);
  return (
    <JobFrame
      job={job}
      meta={t("forDevice", { device })}
      mark={<Tag icon={<Pause size={13} aria-hidden />}>{words("paused")}</Tag>}
    >
      {hasBegun ? (
        <ProgressBar
          still
          className="mt-3"
          fraction={fraction}
          label={t("barLabel", { name: job.filename })}
          valueText={percent}
        />
      ) : null}
      <p className="mt-2.5 text-sm text-ink-2">{hasBegun ? t("pausedAt", { percent }) : t("pausedBefore")}</p>
      <WorkingButtons job={job} />
    </JobFrame>
  );
}
