"use client";

import {
  CirclePlay,
  Download,
  Info,
  type LucideIcon,
  MonitorSmartphone,
  Pause,
  Play,
  RotateCw,
  Trash2,
  X,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "@/components/ui/button";
import { AgainSheet } from "@/features/again";
import { DetailsSheet, filmOf, PlayerSheet } from "@/features/film";
import { useCancelJob, usePauseJob, useResumeJob, useRetryJob } from "@/features/jobs";
import type { Job } from "@/lib/api";
import { canCancel, canGoAgain, canPause, canRetry } from "./steps";

function PlayAndDownload({ job }: { job: Job }) {
  const t = useTranslations("desk");
  const [playing, setPlaying] = useState(false);
  const film = filmOf(job);
  if (!film) return null;
  return (
    <>
      <IconButton label={t("playNamed", { name: job.filename })} onClick={() => setPlaying(true)}>
        <Play size={17} aria-hidden />
      </IconButton>
      <a
        href={film.url}
        download={film.name}
        aria-label={t("downloadNamed", { name: job.filename })}
        title={t("download")}
        className="inline-grid size-11 place-items-center rounded-full text-ink-2 transition-colors duration-150 hover:bg-sunken hover:text-ink md:size-10"
      >
        <Download size={17} aria-hidden />
      </a>
      <PlayerSheet job={job} open={playing} onOpenChange={setPlaying} />
    </>
  );
}

type Step = { mutate: (id: string) => void; isPending: boolean };
type StepButtonProps = { job: Job; step: Step; label: string; icon: LucideIcon };

function StepButton({ job, step, label, icon: Icon }: StepButtonProps) {
  return (
    <IconButton label={label} disabled={step.isPending} onClick={() => step.mutate(job.id)}>
      <Icon size={17} aria-hidden />
    </IconButton>
  );
}

/** What moves a job that is not finished, or is to begin again. */
function Steps({ job }: { job: Job }) {
  const t = useTranslations("desk");
  const history = useTranslations("history");
  const retry = useRetryJob();
  const pause = usePauseJob();
  const resume = useResumeJob();
  const cancel = useCancelJob();
  const name = job.filename;
  return (
    <>
      {canRetry(job) ? (
        <StepButton job={job} step={retry} label={t("retryNamed", { name })} icon={RotateCw} />
      ) : null}
      {canPause(job) ? (
        <StepButton job={job} step={pause} label={t("pauseNamed", { name })} icon={Pause} />
      ) : null}
      {job.status === "paused" ? (
        <StepButton job={job} step={resume} label={t("resumeNamed", { name })} icon={CirclePlay} />
      ) : null}
      {canCancel(job) ? (
        <StepButton job={job} step={cancel} label={history("stopNamed", { name })} icon={X} />
      ) : null}
    </>
  );
}

function AnotherDevice({ job }: { job: Job }) {
  const t = useTranslations("desk");
  const [choosing, setChoosing] = useState(false);
  if (!canGoAgain(job)) return null;
  return (
    <>
      <IconButton label={t("anotherNamed", { name: job.filename })} onClick={() => setChoosing(true)}>
        <MonitorSmartphone size={17} aria-hidden />
      </IconButton>
      <AgainSheet jobs={[job]} open={choosing} onOpenChange={setChoosing} />
    </>
  );
}

export function RowActions({ job, onDelete }: { job: Job; onDelete: () => void }) {
  const t = useTranslations("desk");
  const history = useTranslations("history");
  const [reading, setReading] = useState(false);
  return (
    <div className="-mr-2 flex items-center justify-end">
      <PlayAndDownload job={job} />
      <Steps job={job} />
      <AnotherDevice job={job} />
      <IconButton label={t("detailsNamed", { name: job.filename })} onClick={() => setReading(true)}>
        <Info size={17} aria-hidden />
      </IconButton>
      <IconButton label={history("deleteNamed", { name: job.filename })} onClick={onDelete}>
        <Trash2 size={17} aria-hidden />
      </IconButton>
      <DetailsSheet job={job} open={reading} onOpenChange={setReading} />
    </div>
  );
}
