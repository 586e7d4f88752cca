"use client";

import type { Job } from "@/lib/api";
import { DoneCard } from "./done-card";
import { CancelledCard, FailedCard } from "./ended-card";
import { PausedCard } from "./paused-card";
import { ReadyCard } from "./ready-card";
import { StoppedUploadCard } from "./stopped-upload-card";
import { WaitingCard } from "./waiting-card";
import { StoppingCard, WorkingCard } from "./working-card";

/** One film on the desk, in whatever state it is; those that wait in the queue are rows of their line. */
export function JobCard({ job }: { job: Job }) {
  switch (job.status) {
    case "uploading":
      return <StoppedUploadCard job={job} />;
    case "pending":
    case "analyzing":
      return <WaitingCard job={job} status={job.status} />;
    case "ready":
      return job.plan && job.streams ? <ReadyCard job={job} plan={job.plan} streams={job.streams} /> : null;
    case "queued":
      return null;
    case "paused":
      return <PausedCard job={job} />;
    case "processing":
    case "verifying":
      return <WorkingCard job={job} />;
    case "cancelling":
      return <StoppingCard job={job} />;
    case "completed":
      return <DoneCard job={job} />;
    case "failed":
      return <FailedCard job={job} />;
    case "cancelled":
      return <CancelledCard job={job} />;
  }
}
