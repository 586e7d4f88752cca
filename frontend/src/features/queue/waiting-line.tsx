"use client";

import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense } from "react";
import type { Job } from "@/lib/api";
import { WaitingRow } from "./waiting-row";

/** Dragging comes with the first film that waits: it is no part of the page's first load. */
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
  return (
    <ol
      aria-label={t("line")}
      className="divide-y divide-line overflow-clip rounded-lg border border-line bg-surface shadow-card"
    >
      <Suspense fallback={<Rows jobs={jobs} line={line} />}>
        <SortableRows jobs={jobs} line={line} />
      </Suspense>
    </ol>
  );
}
