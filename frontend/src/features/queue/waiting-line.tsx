"use client";

import { GripVertical } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Ref } from "react";
import { moveBetween, useMoveJob } from "@/features/jobs";
import { ActionProblem } from "@/features/problems";
import type { Job } from "@/lib/api";
import type { SortedLine } from "./sorting";
import { useSortedRow, useSorting } from "./use-sorting";
import { WaitingRow } from "./waiting-row";

type HandleProps = { name: string; disabled: boolean; ref: Ref<HTMLButtonElement> };

function Handle({ name, disabled, ref }: HandleProps) {
  const t = useTranslations("queue");
  const label = t("drag", { name });
  return (
    <button
      ref={ref}
      type="button"
      disabled={disabled}
      aria-label={label}
      title={label}
      className="-mr-1 -ml-2 grid h-11 w-8 shrink-0 cursor-grab touch-none place-items-center rounded-sm text-ink-3 hover:text-ink active:cursor-grabbing"
    >
      <GripVertical size={18} aria-hidden />
    </button>
  );
}

type RowProps = { job: Job; index: number; line: readonly string[]; sorting: SortedLine | null };

function Row({ job, index, line, sorting }: RowProps) {
  const { row, handle } = useSortedRow(sorting, job.id, index);
  const isAlone = line.length === 1;
  return (
    <li
      ref={row}
      className="data-dnd-dragging:overflow-clip data-dnd-dragging:rounded-md data-dnd-dragging:shadow-raised"
    >
      <WaitingRow
        job={job}
        line={line}
        handle={isAlone ? null : <Handle ref={handle} name={job.filename} disabled={sorting === null} />}
      />
    </li>
  );
}

/** The films that wait, in the order of their turns. */
export function WaitingLine({ jobs }: { jobs: readonly Job[] }) {
  const t = useTranslations("queue");
  const move = useMoveJob();
  const line = jobs.map((job) => job.id);
  const sorting = useSorting(jobs, (id, from, to) => {
    const wanted = moveBetween(line, from, to);
    if (wanted) move.mutate({ id, move: wanted });
  });
  if (jobs.length === 0) return null;
  return (
    <ol
      aria-label={t("line")}
      className="divide-y divide-line overflow-clip rounded-lg border border-line bg-surface shadow-card"
    >
      {jobs.map((job, index) => (
        <Row key={job.id} job={job} index={index} line={line} sorting={sorting} />
      ))}
      {move.isError ? (
        <li className="px-4 pb-3">
          <ActionProblem error={move.error} onDismiss={move.reset} />
        </li>
      ) : null}
    </ol>
  );
}
