"use client";

import { MoonStar, Pause, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { useChangeQueue, useQueue } from "@/features/jobs";
import { ActionProblem } from "@/features/problems";
import { useFormats } from "@/lib/formats";

type BandProps = { icon: ReactNode; title: string; text: string; action?: ReactNode };

function Band({ icon, title, text, action }: BandProps) {
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-lg bg-work-soft px-4 py-3 text-sm md:px-6">
      <span className="text-work">{icon}</span>
      <p className="min-w-0 flex-1 basis-64 text-pretty text-ink-2">
        <b className="font-[650] text-ink">{title}</b> {text}
      </p>
      {action}
    </div>
  );
}

function PausedBand() {
  const t = useTranslations("queue");
  const change = useChangeQueue();
  const resume = (
    <Button
      look="primary"
      className="max-sm:w-full"
      disabled={change.isPending}
      onClick={() => change.mutate({ paused: false })}
    >
      <Play size={16} aria-hidden />
      {t("resume")}
    </Button>
  );
  return (
    <>
      <Band
        icon={<Pause size={20} aria-hidden />}
        title={t("pausedTitle")}
        text={t("pausedText")}
        action={resume}
      />
      {change.isError ? <ActionProblem error={change.error} onDismiss={change.reset} /> : null}
    </>
  );
}

/** Why nothing new begins, and the way on; nothing while the queue works. */
export function QueueNotice() {
  const t = useTranslations("queue");
  const formats = useFormats();
  const queue = useQueue().data;
  if (!queue) return null;
  const from = queue.hours ? formats.wallTime(queue.hours.from) : "";
  const until = queue.hours ? formats.wallTime(queue.hours.until) : "";
  const isResting = queue.hours !== null && !queue.open_now;
  return (
    <div role="status">
      {queue.paused ? <PausedBand /> : null}
      {!queue.paused && isResting ? (
        <Band
          icon={<MoonStar size={20} aria-hidden />}
          title={t("closedTitle", { time: from })}
          text={t("closedText", { from, until })}
        />
      ) : null}
    </div>
  );
}
