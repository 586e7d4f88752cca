"use client";

import { Upload as UploadIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Tag } from "@/components/ui/tag";
import { useDeviceName } from "@/features/devices";
import { useArrived } from "@/features/uploads";
import type { Job } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import { AheadBar, ArrivingPlan } from "./arriving-plan";
import { CardButtons } from "./card-frame";
import { JobFrame } from "./job-frame";
import { OptionsButton } from "./options-door";
import { PickAgain } from "./pick-again";
import { RemoveButton } from "./remove-button";
import { WaitingCard } from "./waiting-card";

/** Sent by another window: nothing to do here but to choose. */
function OnlyOptions({ job }: { job: Job }) {
  if (!job.plan) return null;
  return (
    <CardButtons>
      <OptionsButton job={job} />
    </CardButtons>
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
      <AheadBar job={job} />
      <ArrivingPlan job={job} />
      {moves ? <OnlyOptions job={job} /> : <PickAgain job={job} />}
    </JobFrame>
  );
}
