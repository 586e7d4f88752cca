"use client";

import { CalendarClock } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Facts } from "@/components/ui/facts";
import { Tag } from "@/components/ui/tag";
import { useDeviceName } from "@/features/devices";
import { Still } from "@/features/film";
import { ActionProblem } from "@/features/problems";
import type { Job } from "@/lib/api";
import { RowMenu } from "./row-menu";
import { useRowSteps } from "./use-row-steps";
import { useWaitWords } from "./use-wait-words";

type WaitingRowProps = {
  job: Job;
  /** The whole line, in its order. */
  line: readonly string[];
  handle: ReactNode;
};

function RowTags({ job }: { job: Job }) {
  const t = useTranslations("queue.priorityTags");
  if (job.priority === "normal") return null;
  return <Tag tone={job.priority === "high" ? "accent" : "plain"}>{t(job.priority)}</Tag>;
}

/** One film that waits: its place in words, and all that can be done with it. */
export function WaitingRow({ job, line, handle }: WaitingRowProps) {
  const t = useTranslations("desk");
  const words = useWaitWords();
  const device = useDeviceName(job.device);
  const steps = useRowSteps(job, line);
  return (
    <article
      aria-label={job.filename}
      data-film={job.id}
      tabIndex={-1}
      className="flex flex-wrap items-center gap-x-3 bg-surface px-3 py-2.5 -outline-offset-2 md:gap-x-4 md:px-4"
    >
      {handle}
      <Still url={job.still_url} name={job.filename} duration={null} className="w-16 shrink-0 md:w-20" />
      <div className="min-w-0 flex-1">
        <h3 className="text-sm font-[650] [overflow-wrap:anywhere]">{job.filename}</h3>
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-3 tabular-nums">
          <p className="flex min-w-0 gap-1.5">
            {job.not_before ? <CalendarClock size={14} aria-hidden className="mt-[0.2rem] shrink-0" /> : null}
            <span>
              <Facts facts={[words(job), t("forDevice", { device })]} />
            </span>
          </p>
          <RowTags job={job} />
        </div>
      </div>
      <RowMenu job={job} line={line} steps={steps} />
      {steps.failed ? (
        <div className="basis-full pb-2">
          <ActionProblem error={steps.failed.error} onDismiss={steps.failed.reset} />
        </div>
      ) : null}
    </article>
  );
}
