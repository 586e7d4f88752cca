"use client";

import { Accessibility } from "@dnd-kit/dom";
import { DragDropProvider } from "@dnd-kit/react";
import { isSortable, useSortable } from "@dnd-kit/react/sortable";
import { GripVertical } from "lucide-react";
import { useTranslations } from "next-intl";
import { moveBetween, useMoveJob } from "@/features/jobs";
import { ActionProblem } from "@/features/problems";
import type { Job } from "@/lib/api";
import { useDragWords } from "./use-drag-words";
import { WaitingRow } from "./waiting-row";

type SortableRowProps = { job: Job; index: number; line: readonly string[] };

function SortableRow({ job, index, line }: SortableRowProps) {
  const t = useTranslations("queue");
  const { ref, handleRef, isDragging } = useSortable({ id: job.id, index });
  const label = t("drag", { name: job.filename });
  const handle = (
    <button
      ref={handleRef}
      type="button"
      aria-label={label}
      title={label}
      className="-mr-1 -ml-2 grid h-11 w-8 shrink-0 cursor-grab touch-none place-items-center rounded-sm text-ink-3 hover:text-ink active:cursor-grabbing"
    >
      <GripVertical size={18} aria-hidden />
    </button>
  );
  return (
    <li ref={ref}>
      <WaitingRow job={job} line={line} handle={handle} lifted={isDragging} />
    </li>
  );
}

/** The waiting films with handles: by mouse, finger, or keyboard (space, arrows, space). */
export default function SortableRows({ jobs, line }: { jobs: readonly Job[]; line: readonly string[] }) {
  const move = useMoveJob();
  const words = useDragWords(jobs);
  return (
    <DragDropProvider
      plugins={(usual) =>
        usual.map((each) => (each === Accessibility ? Accessibility.configure(words) : each))
      }
      onDragEnd={({ canceled, operation: { source } }) => {
        if (canceled || !isSortable(source)) return;
        const wanted = moveBetween(line, source.initialIndex, source.index);
        if (wanted) move.mutate({ id: String(source.id), move: wanted });
      }}
    >
      {jobs.map((job, index) => (
        <SortableRow key={job.id} job={job} index={index} line={line} />
      ))}
      {move.isError ? (
        <li className="px-4 pb-3">
          <ActionProblem error={move.error} onDismiss={move.reset} />
        </li>
      ) : null}
    </DragDropProvider>
  );
}
