"use client";

import { useTranslations } from "next-intl";
import { Tag, type TagTone } from "@/components/ui/tag";
import type { Job, JobStatus } from "@/lib/api";
import { useFormats } from "@/lib/formats";

const TONES: Readonly<Partial<Record<JobStatus, TagTone>>> = {
  ready: "accent",
  queued: "accent",
  processing: "accent",
  verifying: "accent",
  completed: "good",
  failed: "bad",
};

export function StatusTag({ job }: { job: Job }) {
  const t = useTranslations("status");
  const formats = useFormats();
  const percent =
    job.status === "processing" || (job.status === "paused" && job.progress > 0)
      ? ` ${formats.percent(job.progress / 100)}`
      : "";
  return <Tag tone={TONES[job.status] ?? "plain"}>{t(job.status) + percent}</Tag>;
}
