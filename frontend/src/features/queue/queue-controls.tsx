"use client";

import { CalendarClock, Pause } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useChangeQueue, useQueue } from "@/features/jobs";
import { ActionProblem } from "@/features/problems";
import { useFormats } from "@/lib/formats";
import { HoursSheet } from "./hours-sheet";
import { WorkersButton } from "./workers-button";

/** The queue as a whole: hold it, and say when it may work. */
export function QueueControls() {
  const t = useTranslations("queue");
  const formats = useFormats();
  const queue = useQueue().data;
  const change = useChangeQueue();
  const [choosing, setChoosing] = useState(false);
  if (!queue) return null;
  const { hours } = queue;
  return (
    <div className="flex flex-wrap items-center gap-2 max-sm:-ml-3">
      <Button look="quiet" onClick={() => setChoosing(true)} className="px-3">
        <CalendarClock size={16} aria-hidden />
        <span className={hours ? "max-sm:sr-only" : undefined}>{t("hours")}</span>
        {hours ? (
          <span className="font-normal text-ink-3">
            {t("hoursSet", { from: formats.wallTime(hours.from), until: formats.wallTime(hours.until) })}
          </span>
        ) : null}
      </Button>
      <WorkersButton count={queue.workers.length} />
      {queue.paused ? null : (
        <Button disabled={change.isPending} onClick={() => change.mutate({ paused: true })}>
          <Pause size={16} aria-hidden />
          <span aria-hidden className="sm:hidden">
            {t("pauseShort")}
          </span>
          <span className="max-sm:sr-only">{t("pause")}</span>
        </Button>
      )}
      {change.isError ? <ActionProblem error={change.error} onDismiss={change.reset} /> : null}
      <HoursSheet queue={queue} open={choosing} onOpenChange={setChoosing} />
    </div>
  );
}
