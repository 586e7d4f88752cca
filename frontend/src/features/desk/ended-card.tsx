"use client";

import { CircleAlert, CircleSlash, RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";
import { useDeviceName } from "@/features/devices";
import { DetailsSheet } from "@/features/film";
import { useRetryJob } from "@/features/jobs";
import { ActionProblem, ProblemText } from "@/features/problems";
import type { Job } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import { AnotherDeviceButton } from "./another-device-button";
import { CardButtons } from "./card-frame";
import { JobFrame } from "./job-frame";
import { RemoveButton } from "./remove-button";

/** What no further try mends: the file itself is the reason. */
const FINAL: readonly string[] = [
  "not_media",
  "nothing_to_play",
  "source_empty",
  "source_is_directory",
  "source_damaged",
  "source_truncated",
  "source_encrypted",
  "dolby_vision_only",
];

function AgainButtons({ job }: { job: Job }) {
  const t = useTranslations("desk");
  const retry = useRetryJob();
  const [reading, setReading] = useState(false);
  const final = FINAL.includes(job.error?.code ?? "");
  return (
    <>
      {retry.isError ? <ActionProblem error={retry.error} onDismiss={retry.reset} /> : null}
      <CardButtons>
        {final ? null : (
          <Button look="primary" disabled={retry.isPending} onClick={() => retry.mutate(job.id)}>
            <RotateCw size={16} aria-hidden />
            {t("retry")}
          </Button>
        )}
        {final ? null : <AnotherDeviceButton job={job} />}
        {job.streams ? (
          <Button look="quiet" onClick={() => setReading(true)}>
            {t("details")}
          </Button>
        ) : null}
        <RemoveButton job={job} prominent={final} />
      </CardButtons>
      <DetailsSheet job={job} open={reading} onOpenChange={setReading} />
    </>
  );
}

function useEndedMeta(job: Job): string {
  const t = useTranslations("desk");
  const formats = useFormats();
  const device = useDeviceName(job.device);
  const size = job.input_size === null ? [] : [formats.bytes(job.input_size)];
  return [...size, t("forDevice", { device })].join(" · ");
}

export function FailedCard({ job }: { job: Job }) {
  const words = useTranslations("status");
  const mark = (
    <Tag tone="bad" icon={<CircleAlert size={13} aria-hidden />}>
      {words("failed")}
    </Tag>
  );
  return (
    <JobFrame job={job} meta={useEndedMeta(job)} mark={mark}>
      <div className="mt-2">{job.error ? <ProblemText problem={job.error} /> : null}</div>
      <AgainButtons job={job} />
    </JobFrame>
  );
}

export function CancelledCard({ job }: { job: Job }) {
  const t = useTranslations("desk");
  const words = useTranslations("status");
  const mark = <Tag icon={<CircleSlash size={13} aria-hidden />}>{words("cancelled")}</Tag>;
  return (
    <JobFrame job={job} meta={useEndedMeta(job)} mark={mark}>
      <p className="mt-2">{t("cancelled")}</p>
      <AgainButtons job={job} />
    </JobFrame>
  );
}
