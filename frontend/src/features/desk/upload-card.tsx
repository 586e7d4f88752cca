"use client";

import { Pause, Search, TriangleAlert, Upload as UploadIcon, WifiOff } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/class-names";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Tag } from "@/components/ui/tag";
import { Still } from "@/features/film";
import { useJobBook } from "@/features/jobs";
import { ProblemText } from "@/features/problems";
import type { Upload } from "@/features/uploads";
import { type Job, Problem } from "@/lib/api";
import { AheadBar, ArrivingPlan } from "./arriving-plan";
import { CardButtons, CardFrame } from "./card-frame";
import { FailedUploadCard } from "./failed-upload-card";
import { KnownFilmCard } from "./known-film-card";
import { MapToCome } from "./map-to-come";
import { OptionsButton } from "./options-door";
import { CancelUpload, PauseOrResume } from "./upload-buttons";
import { useUploadFacts } from "./use-upload-facts";

type Step = Exclude<Upload["state"]["step"], "failed" | "known">;
type OnItsWay = Upload & { state: { step: Step } };

const TAG_ICONS: Readonly<Record<Step, ReactNode>> = {
  waiting: null,
  asking: <Search size={13} aria-hidden />,
  resuming: <UploadIcon size={13} aria-hidden />,
  sending: <UploadIcon size={13} aria-hidden />,
  held: <WifiOff size={13} aria-hidden />,
  paused: <Pause size={13} aria-hidden />,
};

/** By then the server has looked at what came, if it can make anything of it. */
const LOOKED_BY = 8 * 1024 * 1024; // bytes

function StepTag({ step }: { step: Step }) {
  const t = useTranslations("uploads");
  const words = {
    waiting: t("waiting"),
    asking: t("asking"),
    resuming: t("uploading"),
    sending: t("uploading"),
    held: t("held"),
    paused: t("paused"),
  };
  return <Tag icon={TAG_ICONS[step]}>{words[step]}</Tag>;
}

function Bar({ upload, said }: { upload: OnItsWay; said: string }) {
  const t = useTranslations("uploads");
  const { step } = upload.state;
  if (step === "asking" || (step === "waiting" && upload.sent === 0)) return null;
  const fraction = upload.size > 0 ? upload.sent / upload.size : 1;
  const moves = step === "sending" || step === "resuming";
  return (
    <ProgressBar
      still={!moves}
      className="mt-3"
      fraction={moves && fraction >= 1 ? null : fraction}
      label={t("barLabel", { name: upload.name })}
      valueText={said}
    />
  );
}

/** It arrives all the same: a hint for whoever runs the proxy, no failure. */
function KeptBack() {
  return (
    <div role="status" className="mt-3 flex items-start gap-3 rounded-md bg-work-soft px-4 py-3 text-sm">
      <TriangleAlert size={18} aria-hidden className="mt-0.5 shrink-0 text-work" />
      <ProblemText problem={new Problem("upload_kept_back", "")} />
    </div>
  );
}

/** What the server knows of the film so far, or the shape of it while it is about to come. */
function SoFar({ upload, job }: { upload: OnItsWay; job: Job | undefined }) {
  if (job?.plan) return <ArrivingPlan job={job} />;
  const comes = upload.state.step === "sending" && upload.sent < Math.min(LOOKED_BY, upload.size);
  return comes ? <MapToCome /> : null;
}

function UnderWay({ upload, job }: { upload: OnItsWay; job: Job | undefined }) {
  const { meta, hint } = useUploadFacts(upload);
  const url = job?.still_url ?? null;
  const still = (
    <Still
      url={url}
      name={upload.name}
      duration={job?.duration ?? null}
      className={cx("max-md:aspect-[21/9]", url === null && "max-md:hidden")}
    />
  );
  return (
    <CardFrame
      name={upload.name}
      still={still}
      meta={meta}
      mark={<StepTag step={upload.state.step} />}
      {...(job ? { film: job.id } : {})}
    >
      <Bar upload={upload} said={meta} />
      {hint ? (
        <p role="status" className="mt-2.5 text-sm text-ink-2">
          {hint}
        </p>
      ) : null}
      {job ? <AheadBar job={job} /> : null}
      {upload.keptBack ? <KeptBack /> : null}
      <SoFar upload={upload} job={job} />
      <CardButtons>
        <PauseOrResume upload={upload} />
        {job?.plan ? <OptionsButton job={job} /> : null}
        <CancelUpload upload={upload} />
      </CardButtons>
    </CardFrame>
  );
}

/** A film on its way from this page: waiting, recognised, sent, held by a lost network, paused, or given up. */
export function UploadCard({ upload }: { upload: Upload }) {
  const job = useJobBook().data?.jobs.find((each) => each.id === upload.jobId);
  const { state } = upload;
  if (state.step === "failed") return <FailedUploadCard upload={upload} error={state.error} />;
  if (state.step === "known") return <KnownFilmCard upload={upload} {...state} />;
  return <UnderWay upload={{ ...upload, state }} job={job} />;
}
