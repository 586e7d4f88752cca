"use client";

import { Pause, Play, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { useCancelJob, usePauseJob, useResumeJob } from "@/features/jobs";
import { ActionProblem } from "@/features/problems";
import type { Job } from "@/lib/api";
import { CardButtons } from "./card-frame";

/** Hold or go on, and give up: for a film that is at work or paused. */
export function WorkingButtons({ job }: { job: Job }) {
  const t = useTranslations("desk");
  const cancel = useCancelJob();
  const pause = usePauseJob();
  const resume = useResumeJob();
  const failed = [cancel, pause, resume].find((step) => step.isError);
  const busy = [cancel, pause, resume].some((step) => step.isPending);
  const isPaused = job.status === "paused";
  return (
    <>
      {failed ? <ActionProblem error={failed.error} onDismiss={failed.reset} /> : null}
      <CardButtons>
        {isPaused ? (
          <Button look="primary" disabled={busy} onClick={() => resume.mutate(job.id)}>
            <Play size={16} aria-hidden />
            {t("resume")}
          </Button>
        ) : (
          <Button disabled={busy} onClick={() => pause.mutate(job.id)}>
            <Pause size={16} aria-hidden />
            {t("pause")}
          </Button>
        )}
        <Button look="quiet" disabled={busy} onClick={() => cancel.mutate(job.id)}>
          <X size={16} aria-hidden />
          {t("cancel")}
        </Button>
      </CardButtons>
    </>
  );
}
