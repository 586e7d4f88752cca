"use client";

import { Clock, Search, Upload as UploadIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Tag } from "@/components/ui/tag";
import { useDeviceName } from "@/features/devices";
import type { Job } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import { JobFrame } from "./job-frame";
import { MapToCome } from "./map-to-come";
import { RemoveButton } from "./remove-button";

type WaitingStatus = "uploading" | "pending" | "analyzing";

const ICONS: Readonly<Record<WaitingStatus, ReactNode>> = {
  uploading: <UploadIcon size={13} aria-hidden />,
  pending: <Clock size={13} aria-hidden />,
  analyzing: <Search size={13} aria-hidden />,
};

export function WaitingCard({ job, status }: { job: Job; status: WaitingStatus }) {
  const t = useTranslations("desk");
  const words = useTranslations("status");
  const formats = useFormats();
  const device = useDeviceName(job.device);
  const says = { uploading: t("arriving"), pending: t("waitingForAnalysis"), analyzing: t("analyzing") }[
    status
  ];
  const size = job.input_size === null ? [] : [formats.bytes(job.input_size)];
  return (
    <JobFrame
      job={job}
      meta={[...size, t("forDevice", { device })].join(" · ")}
      mark={
        <div className="-mt-2 -mr-2 flex shrink-0 items-center gap-1">
          <Tag icon={ICONS[status]}>{words(status)}</Tag>
          <RemoveButton job={job} />
        </div>
      }
    >
      <p className="mt-2">{says}</p>
      {status === "analyzing" ? <ProgressBar className="mt-3" fraction={null} label={says} /> : null}
      {status === "uploading" ? null : <MapToCome />}
    </JobFrame>
  );
}
