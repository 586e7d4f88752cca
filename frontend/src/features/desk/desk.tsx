"use client";

import { Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useJobBook, useStartJobs } from "@/features/jobs";
import { ActionProblem, ProblemNotice } from "@/features/problems";
import { type Upload, useFollowedUploads, useLeaveGuard, useUploads } from "@/features/uploads";
import type { Job } from "@/lib/api";
import { Announcer } from "./announcer";
import { deskGroups } from "./desk-groups";
import { deskJobs } from "./desk-jobs";
import { EmptyDeskArt } from "./empty-desk-art";
import { JobCard } from "./job-card";
import { OptionsDoor } from "./options-door";
import { QueueSection } from "./queue-section";
import { SectionHeader } from "./section-header";
import { UploadCard } from "./upload-card";
import { useKeptFocus } from "./use-kept-focus";

function StartAll({ ready }: { ready: readonly Job[] }) {
  const t = useTranslations("desk");
  const start = useStartJobs();
  if (ready.length < 2 && !start.isError) return null;
  const oldestFirst = ready.map((job) => job.id).reverse();
  return (
    <>
      <Button disabled={start.isPending} onClick={() => start.mutate(oldestFirst)}>
        <Play size={16} aria-hidden />
        {t("startAll", { count: ready.length })}
      </Button>
      {start.isError ? <ActionProblem error={start.error} onDismiss={start.reset} /> : null}
    </>
  );
}

function Loading() {
  const t = useTranslations("desk");
  return (
    <div role="status" aria-label={t("loading")} className="grid gap-4">
      <Skeleton className="h-40 rounded-lg" />
      <Skeleton className="h-40 rounded-lg" />
    </div>
  );
}

function Empty() {
  const t = useTranslations("desk");
  return <Notice art={<EmptyDeskArt />} title={t("emptyTitle")} text={t("emptyText")} />;
}

type CardsProps = { jobs: readonly Job[]; uploads?: readonly Upload[] };

function Cards({ jobs, uploads = [] }: CardsProps) {
  return (
    <ul className="grid gap-4">
      {uploads.map((upload) => (
        <li key={upload.id}>
          <UploadCard upload={upload} />
        </li>
      ))}
      {jobs.map((job) => (
        <li key={job.id}>
          <JobCard job={job} />
        </li>
      ))}
    </ul>
  );
}

function OpenSection({ jobs, uploads }: Required<CardsProps>) {
  const t = useTranslations("desk");
  const count = jobs.length + uploads.length;
  if (count === 0) return null;
  return (
    <section aria-label={t("title")}>
      <SectionHeader title={t("title")} note={t("count", { count })}>
        <StartAll ready={jobs.filter((job) => job.status === "ready")} />
      </SectionHeader>
      <Cards jobs={jobs} uploads={uploads} />
    </section>
  );
}

function EndedSection({ jobs }: { jobs: readonly Job[] }) {
  const t = useTranslations("desk");
  if (jobs.length === 0) return null;
  return (
    <section aria-label={t("endedTitle")} className="mt-8 first:mt-0">
      <SectionHeader title={t("endedTitle")} note={t("count", { count: jobs.length })} />
      <Cards jobs={jobs} />
    </section>
  );
}

function Sections({ jobs, uploads }: Required<CardsProps>) {
  const { open, working, line, ended } = deskGroups(jobs);
  return (
    <>
      {jobs.length + uploads.length === 0 ? <Empty /> : null}
      <OpenSection jobs={open} uploads={uploads} />
      <QueueSection working={working} line={line} />
      <EndedSection jobs={ended} />
    </>
  );
}

/** All films in work: uploads and what waits for the user, the queue, what was finished lately. */
export function Desk() {
  const book = useJobBook();
  const uploads = useUploads();
  const [openedAt] = useState(Date.now);
  useFollowedUploads();
  useLeaveGuard();
  const jobs = deskJobs(book.data?.jobs ?? [], openedAt, uploads);
  useKeptFocus(jobs);
  return (
    <>
      <Announcer jobs={jobs} />
      {book.isPending ? <Loading /> : null}
      {book.isError && !book.data ? (
        <ProblemNotice error={book.error} onRetry={() => book.refetch()} />
      ) : null}
      {book.data ? (
        <OptionsDoor jobs={book.data.jobs}>
          <Sections jobs={jobs} uploads={uploads} />
        </OptionsDoor>
      ) : null}
    </>
  );
}
