"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { useChangeJob } from "@/features/jobs";
import { PlanHeadline, TrackMap } from "@/features/plan";
import { ActionProblem } from "@/features/problems";
import type { Job } from "@/lib/api";
import { DeviceOption } from "./device-option";
import type { FormProps } from "./form";
import { HeightChoice, QualityChoice } from "./picture-choice";
import { refusedWishes } from "./refusal";
import { SoundChoice } from "./sound-choice";
import { SpecialChoice } from "./special-choice";
import { SubtitleChoice } from "./subtitle-choice";

function Form(form: FormProps) {
  return (
    <>
      <SoundChoice {...form} />
      <SubtitleChoice {...form} />
      <QualityChoice {...form} />
      <HeightChoice {...form} />
      <SpecialChoice {...form} />
    </>
  );
}

function Result({ job, busy }: { job: Job; busy: boolean }) {
  const t = useTranslations("options");
  if (!job.plan || !job.streams) return null;
  return (
    <section
      aria-live="polite"
      aria-busy={busy}
      className="mb-6 rounded-md border border-line p-4 text-sm transition-opacity duration-150 aria-busy:opacity-60"
    >
      <h3 className="mb-1 text-xs font-semibold text-ink-3">{busy ? t("saving") : t("result")}</h3>
      <PlanHeadline plan={job.plan} />
      <div className="mt-3">
        <TrackMap plan={job.plan} streams={job.streams} />
      </div>
    </section>
  );
}

/** The wishes for one film. Each change is sent at once; the plan above answers. */
export function OptionsSheet({
  job,
  open,
  onOpenChange,
}: {
  job: Job;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const t = useTranslations("options");
  const close = useTranslations("shell")("close");
  const change = useChangeJob();
  const options = change.isPending ? (change.variables.options ?? job.options) : job.options;
  const refused = change.isError
    ? refusedWishes(change.error, job.options, change.variables.options ?? {})
    : [];
  const done = (
    <>
      {change.isError && refused.length === 0 ? (
        <div className="w-full">
          <ActionProblem error={change.error} onDismiss={change.reset} />
        </div>
      ) : null}
      <Button look="primary" className="flex-1 md:flex-none" onClick={() => onOpenChange(false)}>
        {t("done")}
      </Button>
    </>
  );
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={t("title")}
      lead={job.filename}
      closeLabel={close}
      as="panel"
      footer={done}
    >
      <Result job={job} busy={change.isPending} />
      <DeviceOption
        device={change.isPending ? (change.variables.device ?? job.device) : job.device}
        onChange={(device) => change.mutate({ id: job.id, device })}
      />
      <Form
        options={options}
        streams={job.streams ?? []}
        duration={job.duration}
        device={job.device}
        refused={refused}
        onChange={(next) => change.mutate({ id: job.id, options: next })}
      />
    </Sheet>
  );
}
