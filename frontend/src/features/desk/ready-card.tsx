"use client";

import { BadgeCheck, Clock, Timer, Zap } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Tag, type TagTone } from "@/components/ui/tag";
import { useDeviceName } from "@/features/devices";
import { useStartJob } from "@/features/jobs";
import { containerName, type Effort, effortOf } from "@/features/plan";
import { ActionProblem } from "@/features/problems";
import { StartLater } from "@/features/queue";
import type { Job, Plan, Stream } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import { CardButtons } from "./card-frame";
import { ForcedDrawing } from "./forced-drawing";
import { JobFrame } from "./job-frame";
import { OptionsButton } from "./options-door";
import { PlanExplanation } from "./plan-explanation";
import { RemoveButton } from "./remove-button";

const EFFORTS: Readonly<Record<Effort, { tone: TagTone; icon: ReactNode }>> = {
  as_is: { tone: "good", icon: <BadgeCheck size={13} aria-hidden /> },
  quick: { tone: "good", icon: <Zap size={13} aria-hidden /> },
  sound: { tone: "good", icon: <Zap size={13} aria-hidden /> },
  long: { tone: "work", icon: <Clock size={13} aria-hidden /> },
};

function EffortTag({ plan }: { plan: Plan }) {
  const t = useTranslations("desk.tags");
  const effort = effortOf(plan);
  return <Tag {...EFFORTS[effort]}>{t(effort)}</Tag>;
}

function useReadyMeta(job: Job): string {
  const t = useTranslations("desk");
  const formats = useFormats();
  const device = useDeviceName(job.device);
  const size = job.input_size === null ? [] : [formats.bytes(job.input_size)];
  const container = job.container === null ? [] : [containerName(job.container)];
  return [...size, ...container, t("forDevice", { device })].join(" · ");
}

/** How long it will take here, and how large it will be; nothing until the server has tried. */
function Estimate({ job }: { job: Job }) {
  const t = useTranslations("desk");
  const formats = useFormats();
  if (!job.estimate) return null;
  const { seconds, bytes } = job.estimate;
  return (
    <p className="mt-3 flex items-center gap-2 text-sm text-ink-3 tabular-nums">
      <Timer size={15} aria-hidden className="shrink-0" />
      {t("estimate", { time: formats.span(seconds), size: formats.bytes(bytes) })}
    </p>
  );
}

export function ReadyCard({ job, plan, streams }: { job: Job; plan: Plan; streams: readonly Stream[] }) {
  const t = useTranslations("desk");
  const meta = useReadyMeta(job);
  const start = useStartJob();
  const asIs = plan.delivery === "as_is";
  return (
    <JobFrame job={job} meta={meta} mark={<EffortTag plan={plan} />}>
      <PlanExplanation plan={plan} streams={streams} />
      <ForcedDrawing job={job} plan={plan} streams={streams} />
      {asIs ? null : <Estimate job={job} />}
      {start.isError ? <ActionProblem error={start.error} onDismiss={start.reset} /> : null}
      <CardButtons>
        <Button look="primary" disabled={start.isPending} onClick={() => start.mutate(job.id)}>
          {t(asIs ? "takeAsIs" : "convert")}
        </Button>
        <OptionsButton job={job} />
        {asIs ? null : <StartLater job={job} />}
        <RemoveButton job={job} />
      </CardButtons>
    </JobFrame>
  );
}
