"use client";

import { Ellipsis, MonitorSmartphone, RotateCw, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionMenu, MenuAction } from "@/components/ui/action-menu";
import { Button } from "@/components/ui/button";
import { AgainSheet } from "@/features/again";
import { useCancelJobs, useRetryJobs } from "@/features/jobs";
import type { Job } from "@/lib/api";
import { canCancel, canGoAgain, canRetry } from "./steps";

type BulkMenuProps = {
  jobs: readonly Job[];
  /** `failed`: how many could not be taken along. */
  onDone: (failed: number) => void;
};

const idsOf = (jobs: readonly Job[]) => jobs.map((job) => job.id);

/** Steps with many films at once: each with those whose state allows it. */
export function BulkMenu({ jobs, onDone }: BulkMenuProps) {
  const t = useTranslations("history");
  const [bringing, setBringing] = useState(false);
  const cancel = useCancelJobs();
  const retry = useRetryJobs();
  const running = jobs.filter(canCancel);
  const stuck = jobs.filter(canRetry);
  const known = jobs.filter(canGoAgain);
  if (running.length + stuck.length + known.length === 0) return null;
  const trigger = (
    <Button disabled={cancel.isPending || retry.isPending} className="max-sm:px-3">
      <Ellipsis size={16} aria-hidden />
      <span className="max-sm:sr-only">{t("moreSteps")}</span>
    </Button>
  );
  return (
    <>
      <ActionMenu label={t("moreSteps")} trigger={trigger}>
        {running.length > 0 ? (
          <MenuAction
            icon={<X size={16} aria-hidden />}
            onSelect={() => cancel.mutate(idsOf(running), { onSuccess: onDone })}
          >
            {t("stop", { count: running.length })}
          </MenuAction>
        ) : null}
        {stuck.length > 0 ? (
          <MenuAction
            icon={<RotateCw size={16} aria-hidden />}
            onSelect={() => retry.mutate(idsOf(stuck), { onSuccess: onDone })}
          >
            {t("retry", { count: stuck.length })}
          </MenuAction>
        ) : null}
        {known.length > 0 ? (
          <MenuAction icon={<MonitorSmartphone size={16} aria-hidden />} onSelect={() => setBringing(true)}>
            {t("another", { count: known.length })}
          </MenuAction>
        ) : null}
      </ActionMenu>
      <AgainSheet jobs={known} open={bringing} onOpenChange={setBringing} onDone={onDone} />
    </>
  );
}
