"use client";

import { FolderOpen, Upload as UploadIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ChangeEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Tag } from "@/components/ui/tag";
import { useDeviceName } from "@/features/devices";
import { addUploads, useArrived } from "@/features/uploads";
import type { Job } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import { CardButtons } from "./card-frame";
import { JobFrame } from "./job-frame";
import { RemoveButton } from "./remove-button";
import { WaitingCard } from "./waiting-card";

/** The browser gives a film away once only: after a reload its user has to pick it again. */
function PickAgain({ job }: { job: Job }) {
  const t = useTranslations("uploads");
  const formats = useFormats();
  const input = useRef<HTMLInputElement>(null);
  const [isOther, setIsOther] = useState(false);
  function picked(event: ChangeEvent<HTMLInputElement>) {
    const [file] = event.target.files ?? [];
    if (!file) return;
    setIsOther(file.size !== job.input_size);
    if (file.size === job.input_size) addUploads([file], job.device);
    event.target.value = "";
  }
  return (
    <>
      <p role="status" className="text-sm font-medium text-work">
        {isOther ? t("otherFile", { name: job.filename, size: formats.bytes(job.input_size ?? 0) }) : ""}
      </p>
      <CardButtons>
        <Button look="primary" onClick={() => input.current?.click()}>
          <FolderOpen size={16} aria-hidden />
          {t("pickAgain")}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          tabIndex={-1}
          aria-label={t("pickAgain")}
          data-testid="again-input"
          onChange={picked}
        />
      </CardButtons>
    </>
  );
}

/** An upload that this page does not send: it stopped, or comes from another window. */
export function StoppedUploadCard({ job }: { job: Job }) {
  const t = useTranslations("uploads");
  const desk = useTranslations("desk");
  const words = useTranslations("status");
  const formats = useFormats();
  const device = useDeviceName(job.device);
  const { arrived, moves } = useArrived(job.id);
  // A form can't be taken up again; a whole film is being taken in.
  if (arrived === null || arrived.offset >= arrived.length)
    return <WaitingCard job={job} status="uploading" />;
  const fraction = arrived.offset / arrived.length;
  const percent = formats.percent(fraction);
  return (
    <JobFrame
      job={job}
      meta={[formats.bytes(arrived.length), desk("forDevice", { device })].join(" · ")}
      mark={
        <div className="-mt-2 -mr-2 flex shrink-0 items-center gap-1">
          <Tag icon={<UploadIcon size={13} aria-hidden />}>{moves ? words("uploading") : t("stopped")}</Tag>
          <RemoveButton job={job} />
        </div>
      }
    >
      <ProgressBar
        still={!moves}
        className="mt-3"
        fraction={fraction}
        label={t("barLabel", { name: job.filename })}
        valueText={percent}
      />
      <p className="mt-2.5 text-sm text-ink-2">{moves ? desk("arriving") : t("stoppedAt", { percent })}</p>
      {moves ? null : <PickAgain job={job} />}
    </JobFrame>
  );
}
