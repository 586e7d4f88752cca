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

function Question({ jobs, onOpenChange, onDone }: Omit<AgainSheetProps, "open">) {
  const t = useTranslations("again");
  const { device: usual } = useChosenDevice();
  const [chosen, setChosen] = useState<string | null>(null);
  const [keepWishes, setKeepWishes] = useState(true);
  const again = useAgain(jobs);
  const device = chosen ?? usual?.id ?? null;

  function convert(start: boolean) {
    if (device === null) return;
    const done = (failed: number) => {
      onOpenChange(false);
      onDone?.(failed);
    };
    again.mutate({ device, keepWishes, start }, { onSuccess: done });
  }

  return (
    <>
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
      {again.isError ? <ActionProblem error={again.error} onDismiss={again.reset} /> : null}
      <div className="mt-5 flex flex-wrap gap-2 md:justify-end">
        <Button
          className="flex-1 md:flex-none"
          disabled={again.isPending || device === null}
          onClick={() => convert(false)}
        >
          {t("look")}
        </Button>
        <Button
          look="primary"
          className="flex-1 md:flex-none"
          disabled={again.isPending || device === null}
          onClick={() => convert(true)}
        >
          {t("convert")}
        </Button>
      </div>
    </>
  );
}

/** Films that were brought once, for another device: as jobs of their own, without another upload. */
export function AgainSheet({ jobs, open, onOpenChange, onDone }: AgainSheetProps) {
  const t = useTranslations("again");
  const close = useTranslations("shell")("close");
  const [only] = jobs;
  const lead =
    jobs.length === 1 && only ? `${only.filename}. ${t("lead")}` : t("many", { count: jobs.length });
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={t("title")}
      lead={lead}
      closeLabel={close}
      size="wide"
    >
      <Question jobs={jobs} onOpenChange={onOpenChange} onDone={onDone} />
    </Sheet>
  );
}
