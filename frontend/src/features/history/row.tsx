"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Facts } from "@/components/ui/facts";
import { useDeviceName } from "@/features/devices";
import { Still } from "@/features/film";
import { useProblemWords } from "@/features/problems";
import type { Job } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import { RowActions } from "./row-actions";
import { StatusTag } from "./status-tag";

type RowProps = { job: Job; selected: boolean; onSelect: (selected: boolean) => void; onDelete: () => void };

function useSizes(job: Job): string | null {
  const t = useTranslations("history");
  const formats = useFormats();
  const { input_size: before, output_size: after } = job;
  if (before === null) return null;
  if (after === null || job.outcome === "already_plays") return formats.bytes(before);
  const sizes = t("sizes", { before: formats.bytes(before), after: formats.bytes(after) });
  return after < before * 0.99
    ? `${sizes} (${t("saved", { percent: formats.percent(1 - after / before) })})`
    : sizes;
}

function RowFacts({ job }: { job: Job }) {
  const formats = useFormats();
  const device = useDeviceName(job.device);
  const sizes = useSizes(job);
  const problem = useProblemWords();
  return (
    <div className="text-sm text-ink-3 tabular-nums [overflow-wrap:anywhere]">
      <p>
        <Facts facts={[device, ...(sizes ? [sizes] : []), formats.dateTime(job.created_at)]} />
      </p>
      {job.status === "failed" && job.error ? <p className="text-bad">{problem(job.error).what}</p> : null}
    </div>
  );
}

export function Row({ job, selected, onSelect, onDelete }: RowProps) {
  const t = useTranslations("history");
  return (
    <article
      aria-label={job.filename}
      className="grid grid-cols-[auto_5rem_minmax(0,1fr)] items-center gap-x-3 border-b border-line bg-surface px-3 py-3 md:grid-cols-[auto_6rem_minmax(0,1fr)_auto_12.75rem] md:gap-x-4 md:px-4"
    >
      <Checkbox label={t("select", { name: job.filename })} checked={selected} onChange={onSelect} />
      <Still url={job.still_url} name={job.filename} duration={job.duration} />
      <div className="min-w-0">
        <h3 className="text-sm font-[650] [overflow-wrap:anywhere]">{job.filename}</h3>
        <RowFacts job={job} />
      </div>
      <div className="col-span-3 mt-1 flex items-center justify-between gap-2 md:contents">
        <StatusTag job={job} />
        <RowActions job={job} onDelete={onDelete} />
      </div>
    </article>
  );
}
