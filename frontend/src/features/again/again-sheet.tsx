"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { Switch } from "@/components/ui/switch";
import { DeviceChoice, useChosenDevice } from "@/features/devices";
import { ActionProblem } from "@/features/problems";
import type { Job } from "@/lib/api";
import { useAgain } from "./use-again";

type AgainSheetProps = {
  jobs: readonly Job[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** After the new jobs are there. `failed`: how many could not be made. */
  onDone?: (failed: number) => void;
};

const hasWishes = (job: Job) => Object.keys(job.options).length > 0;

function useLead(jobs: readonly Job[]): string {
  const t = useTranslations("again");
  const [first] = jobs;
  return jobs.length === 1 && first ? `${first.filename}. ${t("lead")}` : t("many", { count: jobs.length });
}

/** `start`: at once, or only to look at what would be done. */
type AnswersProps = { disabled: boolean; onAnswer: (start: boolean) => void };

function Answers({ disabled, onAnswer }: AnswersProps) {
  const t = useTranslations("again");
  return (
    <>
      <Button className="flex-1 md:flex-none" disabled={disabled} onClick={() => onAnswer(false)}>
        {t("look")}
      </Button>
      <Button
        look="primary"
        className="flex-1 md:flex-none"
        disabled={disabled}
        onClick={() => onAnswer(true)}
      >
        {t("convert")}
      </Button>
    </>
  );
}

/** Films that were brought once, for another device: as jobs of their own, without another upload. */
export function AgainSheet({ jobs, open, onOpenChange, onDone }: AgainSheetProps) {
  const t = useTranslations("again");
  const close = useTranslations("shell")("close");
  const lead = useLead(jobs);
  const { device: usual } = useChosenDevice();
  const [chosen, setChosen] = useState<string | null>(null);
  const [keepWishes, setKeepWishes] = useState(true);
  const again = useAgain(jobs);
  const device = chosen ?? usual?.id ?? null;

  function answer(start: boolean) {
    if (device === null) return;
    const done = (failed: number) => {
      onOpenChange(false);
      onDone?.(failed);
    };
    again.mutate({ device, keepWishes, start }, { onSuccess: done });
  }

  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={t("title")}
      lead={lead}
      closeLabel={close}
      size="wide"
      footer={<Answers disabled={again.isPending || device === null} onAnswer={answer} />}
    >
      {again.isError ? <ActionProblem error={again.error} onDismiss={again.reset} /> : null}
      <DeviceChoice label={t("device")} value={device} onChange={setChosen} />
      {jobs.some(hasWishes) ? (
        <div className="mt-4">
          <Switch
            label={t("sameWishes")}
            hint={t("sameWishesHint")}
            checked={keepWishes}
            onChange={setKeepWishes}
          />
        </div>
      ) : null}
    </Sheet>
  );
}
