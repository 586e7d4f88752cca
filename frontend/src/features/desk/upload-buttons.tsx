"use client";

import { Pause, Play, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { cancelUpload, pauseUpload, resumeUpload, type Upload } from "@/features/uploads";

/** Where nothing of the film has left yet, it is only taken from the list. */
export function CancelUpload({ upload }: { upload: Upload }) {
  const t = useTranslations("uploads");
  const desk = useTranslations("desk");
  const hasBegun = upload.jobId !== null || !["waiting", "asking", "known"].includes(upload.state.step);
  const label = hasBegun ? t("cancel") : t("dismiss");
  return (
    <Button look="quiet" aria-label={label} onClick={() => cancelUpload(upload.id)}>
      <X size={16} aria-hidden />
      <span className={hasBegun ? "max-sm:hidden" : undefined}>{label}</span>
      {hasBegun ? <span className="sm:hidden">{desk("cancel")}</span> : null}
    </Button>
  );
}

export function PauseOrResume({ upload }: { upload: Upload }) {
  const t = useTranslations("uploads");
  if (upload.state.step === "waiting" || upload.state.step === "asking") return null;
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
