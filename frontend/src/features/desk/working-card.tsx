"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Tag } from "@/components/ui/tag";
import { useDeviceName } from "@/features/devices";
import { usePlanWords } from "@/features/plan";
import type { Job } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import { BigNumber } from "./card-frame";
import { JobFrame } from "./job-frame";
import { WorkingButtons } from "./working-buttons";

function usePace(job: Job): string[] {
  const t = useTranslations("desk");
  const formats = useFormats();
  const parts = [
    job.speed ? t("speed", { speed: formats.number(job.speed, 1) }) : null,
    job.fps && job.fps >= 1 ? t("fps", { count: Math.round(job.fps) }) : null,
    job.eta_seconds === null ? null : t("left", { time: formats.span(job.eta_seconds) }),
  ];
  return parts.filter((part) => part !== null);
}

/** The steps so far, what is being done now, and how fast. */
function Steps({ job }: { job: Job }) {
  const t = useTranslations("desk");
  const stages = useTranslations("stage");
  const words = usePlanWords(job.device);
  const pace = usePace(job);
  const work = job.plan && job.streams ? words.work(job.plan, job.streams) : null;
  const stage = job.stage ?? (job.status === "verifying" ? "verifying" : "converting");
  return (
    <div className="mt-2.5 flex min-h-6 flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-3 tabular-nums">
      <span className="inline-flex items-center gap-1.5">
        <Check size={14} aria-hidden />
        {t("lookedAt")}
      </span>
      <b className="font-semibold text-ink">{stage === "converting" && work ? work : stages(stage)}</b>
      {stage === "converting" ? pace.map((part) => <span key={part}>{part}</span>) : null}
    </div>
  );
}

export function WorkingCard({ job }: { job: Job }) {
  const t = useTranslations("desk");
  const formats = useFormats();
  const device = useDeviceName(job.device);
  const fraction = job.progress / 100;
  return (
    <JobFrame
      job={job}
      meta={t("convertingFor", { device })}
      mark={<BigNumber>{formats.percent(fraction)}</BigNumber>}
    >
      <ProgressBar
        className="mt-3"
        fraction={fraction}
        label={t("barLabel", { name: job.filename })}
        valueText={formats.percent(fraction)}
      />
      <Steps job={job} />
      <WorkingButtons job={job} />
    </JobFrame>
  );
}

export function StoppingCard({ job }: { job: Job }) {
  const t = useTranslations("desk");
  const device = useDeviceName(job.device);
  return (
    <JobFrame job={job} meta={t("convertingFor", { device })} mark={<Tag>{t("cancelling")}</Tag>}>
      <ProgressBar className="mt-3" fraction={null} label={t("cancelling")} />
    </JobFrame>
  );
}
