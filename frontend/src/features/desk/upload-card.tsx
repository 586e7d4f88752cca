"use client";

import { Pause, Play, Upload as UploadIcon, WifiOff, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Tag } from "@/components/ui/tag";
import { Still } from "@/features/film";
import { cancelUpload, pauseUpload, resumeUpload, type Upload } from "@/features/uploads";
import { CardButtons, CardFrame } from "./card-frame";
import { FailedUploadCard } from "./failed-upload-card";
import { useUploadFacts } from "./use-upload-facts";

const TAG_ICONS = {
  waiting: null,
  resuming: <UploadIcon size={13} aria-hidden />,
  sending: <UploadIcon size={13} aria-hidden />,
  held: <WifiOff size={13} aria-hidden />,
  paused: <Pause size={13} aria-hidden />,
} as const;

function CardStill({ name }: { name: string }) {
  return <Still url={null} name={name} duration={null} className="max-md:hidden" />;
}

function Cancel({ upload }: { upload: Upload }) {
  const t = useTranslations("uploads");
  return (
    <Button look="quiet" onClick={() => cancelUpload(upload.id)}>
      <X size={16} aria-hidden />
      {upload.jobId === null && upload.state.step === "waiting" ? t("dismiss") : t("cancel")}
    </Button>
  );
}

function PauseOrResume({ upload }: { upload: Upload }) {
  const t = useTranslations("uploads");
  if (upload.state.step === "waiting") return null;
  return upload.state.step === "paused" ? (
    <Button look="primary" onClick={() => resumeUpload(upload.id)}>
      <Play size={16} aria-hidden />
      {t("resume")}
    </Button>
  ) : (
    <Button onClick={() => pauseUpload(upload.id)}>
      <Pause size={16} aria-hidden />
      {t("pause")}
    </Button>
  );
}

function Bar({ upload, said }: { upload: Upload; said: string }) {
  const t = useTranslations("uploads");
  const { step } = upload.state;
  if (step === "waiting" && upload.sent === 0) return null;
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

function Frame({ upload, mark, children }: { upload: Upload; mark: string; children: ReactNode }) {
  const { step } = upload.state;
  const { meta, hint } = useUploadFacts(upload);
  return (
    <CardFrame
      name={upload.name}
      still={<CardStill name={upload.name} />}
      meta={meta}
      mark={<Tag icon={step === "failed" ? null : TAG_ICONS[step]}>{mark}</Tag>}
    >
      <Bar upload={upload} said={meta} />
      {hint ? (
        <p role="status" className="mt-2.5 text-sm text-ink-2">
          {hint}
        </p>
      ) : null}
      <CardButtons>{children}</CardButtons>
    </CardFrame>
  );
}

/** A film on its way from this page: waiting, sent, held by a lost network, paused, or given up. */
export function UploadCard({ upload }: { upload: Upload }) {
  const t = useTranslations("uploads");
  const { state } = upload;
  if (state.step === "failed") return <FailedUploadCard upload={upload} error={state.error} />;
  const marks = {
    waiting: t("waiting"),
    resuming: t("uploading"),
    sending: t("uploading"),
    held: t("held"),
    paused: t("paused"),
  };
  return (
    <Frame upload={upload} mark={marks[state.step]}>
      <PauseOrResume upload={upload} />
      <Cancel upload={upload} />
    </Frame>
  );
}
