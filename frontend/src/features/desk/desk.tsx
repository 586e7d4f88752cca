"use client";

import { Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useJobBook, useStartJobs } from "@/features/jobs";
import { ActionProblem, ProblemNotice } from "@/features/problems";
import { useAcceptedUploads, useLeaveGuard, useUploads } from "@/features/uploads";
import type { Job } from "@/lib/api";
import { Announcer } from "./announcer";
import { deskJobs } from "./desk-jobs";
import { EmptyDeskArt } from "./empty-desk-art";
import { JobCard } from "./job-card";
import { UploadCard } from "./upload-card";

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

function Cards({ jobs }: { jobs: readonly Job[] }) {
  const uploads = useUploads();
  const queued = jobs.filter((job) => job.status === "queued").length;
  if (jobs.length + uploads.length === 0) return <Empty />;
  return (
    <ul className="grid gap-4">
      {uploads.map((upload) => (
        <li key={upload.id}>
          <UploadCard upload={upload} />
        </li>
      ))}
      {jobs.map((job) => (
        <li key={job.id}>
          <JobCard job={job} queued={queued} />
        </li>
      ))}
    </ul>
  );
}

function Header({ count, ready }: { count: number; ready: readonly Job[] }) {
  const t = useTranslations("desk");
  return (
    <div className="mb-3 flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-2 md:min-h-10">
      <h2 className="font-display text-lg leading-tight font-[650]">{t("title")}</h2>
      <div className="flex flex-wrap items-center gap-3">
        {count > 0 ? <span className="text-sm text-ink-3">{t("count", { count })}</span> : null}
        <StartAll ready={ready} />
      </div>
    </div>
  );
}

/** All films in work, uploads first. */
export function Desk() {
  const t = useTranslations("desk");
  const book = useJobBook();
  const uploads = useUploads();
  const [openedAt] = useState(Date.now);
  useAcceptedUploads();
  useLeaveGuard();
  const sending = uploads.filter((upload) => upload.state.step === "sending").map((upload) => upload.name);
  const jobs = deskJobs(book.data?.jobs ?? [], openedAt, sending);
  const ready = jobs.filter((job) => job.status === "ready");
  return (
    <section aria-label={t("title")}>
      <Header count={jobs.length + uploads.length} ready={ready} />
      <Announcer jobs={jobs} />
      {book.isPending ? <Loading /> : null}
      {book.isError && !book.data ? (
        <ProblemNotice error={book.error} onRetry={() => book.refetch()} />
      ) : null}
      {book.data ? <Cards jobs={jobs} /> : null}
    </section>
  );
}
