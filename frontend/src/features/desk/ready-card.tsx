"use client";

import { BadgeCheck, Captions, Clock, SlidersHorizontal, Timer, Zap } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Tag, type TagTone } from "@/components/ui/tag";
import { useDeviceName } from "@/features/devices";
import { useStartJob } from "@/features/jobs";
import { OptionsSheet, useForcedDrawing } from "@/features/options";
import { containerName, type Effort, effortOf, PlanHeadline, TrackMap } from "@/features/plan";
import { ActionProblem } from "@/features/problems";
import { StartLater } from "@/features/queue";
import type { Job, Plan, Stream } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import { CardButtons } from "./card-frame";
import { JobFrame } from "./job-frame";
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

/** Nothing to convert: said with relief, the tracks folded away. */
function PlaysAsItIs({ plan, streams }: { plan: Plan; streams: readonly Stream[] }) {
  return (
    <div className="mt-3 rounded-md bg-good-soft p-3 [--sunken:var(--surface)] [--track-ground:var(--good-soft)] md:p-4">
      <div className="mb-3 flex items-start gap-3">
        <BadgeCheck size={22} aria-hidden className="mt-0.5 shrink-0 text-good" />
        <PlanHeadline plan={plan} />
      </div>
      <TrackMap plan={plan} streams={streams} />
    </div>
  );
}

function ChangesSomething({ plan, streams }: { plan: Plan; streams: readonly Stream[] }) {
  return (
    <>
      <div className="mt-2 mb-3">
        <PlanHeadline plan={plan} />
      </div>
      <TrackMap plan={plan} streams={streams} />
    </>
  );
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

/** The one proposal that costs something, so that taking it back is one press away. */
function ForcedDrawing({ job, plan, streams }: { job: Job; plan: Plan; streams: readonly Stream[] }) {
  const t = useTranslations("desk");
  const forced = useForcedDrawing(job, plan, streams);
  if (!forced) return null;
  return (
    <button
      type="button"
      disabled={forced.isPending}
      onClick={forced.toggle}
      className="mt-2 flex min-h-11 items-center gap-2 rounded-sm text-left text-sm font-medium text-ink-2 underline decoration-line-strong underline-offset-4 transition-colors duration-150 hover:text-ink disabled:opacity-50 md:min-h-8"
    >
      <Captions size={15} aria-hidden className="shrink-0" />
      {t(forced.drawn ? "forcedLeaveOut" : "forcedDrawIn")}
    </button>
  );
}

export function ReadyCard({ job, plan, streams }: { job: Job; plan: Plan; streams: readonly Stream[] }) {
  const t = useTranslations("desk");
  const meta = useReadyMeta(job);
  const start = useStartJob();
  const [choosing, setChoosing] = useState(false);
  const asIs = plan.delivery === "as_is";
  const Explanation = asIs ? PlaysAsItIs : ChangesSomething;
  return (
    <JobFrame job={job} meta={meta} mark={<EffortTag plan={plan} />}>
      <Explanation plan={plan} streams={streams} />
      <ForcedDrawing job={job} plan={plan} streams={streams} />
      {asIs ? null : <Estimate job={job} />}
      {start.isError ? <ActionProblem error={start.error} onDismiss={start.reset} /> : null}
      <CardButtons>
        <Button look="primary" disabled={start.isPending} onClick={() => start.mutate(job.id)}>
          {t(asIs ? "takeAsIs" : "convert")}
        </Button>
        <Button onClick={() => setChoosing(true)}>
          <SlidersHorizontal size={16} aria-hidden className="max-sm:hidden" />
          <span className="max-sm:hidden">{t("options")}</span>
          <span className="sm:hidden">{t("optionsShort")}</span>
        </Button>
        {asIs ? null : <StartLater job={job} />}
        <RemoveButton job={job} />
      </CardButtons>
      <OptionsSheet job={job} open={choosing} onOpenChange={setChoosing} />
    </JobFrame>
  );
}
