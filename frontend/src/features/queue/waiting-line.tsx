"use client";

import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense } from "react";
import type { Job } from "@/lib/api";
import { WaitingRow } from "./waiting-row";

/** Dragging comes when there is something to drag: it is no part of the page's first load. */
const SortableRows = lazy(() => import("./sortable-rows"));

function Rows({ jobs, line }: { jobs: readonly Job[]; line: readonly string[] }): ReactNode {
  return jobs.map((job) => (
    <li key={job.id}>
      <WaitingRow job={job} line={line} />
    </li>
  ));
}

/** The films that wait, in the order of their turns. */
export function WaitingLine({ jobs }: { jobs: readonly Job[] }) {
  const t = useTranslations("queue");
  const line = jobs.map((job) => job.id);
  if (jobs.length === 0) return null;
  const plain = <Rows jobs={jobs} line={line} />;
  return (
    <ol
      aria-label={t("line")}
      className="divide-y divide-line overflow-clip rounded-lg border border-line bg-surface shadow-card"
    >
      {jobs.length > 1 ? (
        <Suspense fallback={plain}>
          <SortableRows jobs={jobs} line={line} />
        </Suspense>
      ) : (
        plain
      )}
    </ol>
  );
}
