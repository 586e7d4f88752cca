"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useDeleteJobs } from "@/features/jobs";
import type { Job } from "@/lib/api";
import { BulkMenu } from "./bulk-menu";
import { DeleteDialog } from "./delete-dialog";
import { Row } from "./row";
import { among, NOTHING, type Selection, toggled } from "./selection";
import { SelectionBar } from "./selection-bar";
import { VirtualRows } from "./virtual-rows";

/** Beyond this many rows only those in sight are rendered. */
const PLAIN_ROWS = 100;

function useDeletion(onDone: () => void) {
  const [asked, setAsked] = useState<readonly string[]>([]);
  const remove = useDeleteJobs();
  function confirm() {
    remove.mutate(asked, {
      onSettled: () => {
        setAsked([]);
        onDone();
      },
    });
  }
  const dialog = (
    <DeleteDialog ids={asked} busy={remove.isPending} onConfirm={confirm} onClose={() => setAsked([])} />
  );
  return { ask: setAsked, dialog, failed: remove.data ?? 0 };
}

export function Rows({ jobs }: { jobs: readonly Job[] }) {
  const t = useTranslations("history");
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const deletion = useDeletion(() => setSelection(NOTHING));
  const [bulkFailed, setBulkFailed] = useState(0);
  const bulkDone = (failed: number) => {
    setBulkFailed(failed);
    setSelection(NOTHING);
  };
  const ids = jobs.map((job) => job.id);
  const chosen = among(selection, ids);

  const row = (job: Job) => (
    <Row
      job={job}
      selected={selection.has(job.id)}
      onSelect={(selected) => setSelection(toggled(selection, job.id, selected))}
      onDelete={() => deletion.ask([job.id])}
    />
  );

  return (
    <div className="rounded-lg border border-line bg-surface shadow-card [&_li:last-child>article]:border-b-0 [&_li:last-child>article]:rounded-b-[calc(var(--radius-lg)-1px)]">
      <h2 className="sr-only">{t("list")}</h2>
      <SelectionBar
        chosen={chosen.length}
        all={ids.length}
        onAll={(selected) => setSelection(selected ? new Set(ids) : NOTHING)}
        onDelete={() => deletion.ask(chosen)}
        more={<BulkMenu jobs={jobs.filter((job) => selection.has(job.id))} onDone={bulkDone} />}
      />
      {bulkFailed > 0 ? (
        <p role="alert" className="bg-work-soft px-4 py-2 text-sm">
          {t("stepFailed", { count: bulkFailed })}
        </p>
      ) : null}
      {deletion.failed > 0 ? (
        <p role="alert" className="bg-bad-soft px-4 py-2 text-sm">
          {t("deleteFailed", { count: deletion.failed })}
        </p>
      ) : null}
      {jobs.length > PLAIN_ROWS ? (
        <VirtualRows items={jobs} keyOf={(job) => job.id} label={t("list")}>
          {row}
        </VirtualRows>
      ) : (
        <ul aria-label={t("list")}>
          {jobs.map((job) => (
            <li key={job.id}>{row(job)}</li>
          ))}
        </ul>
      )}
      {deletion.dialog}
    </div>
  );
}
