"use client";

import type { ReactNode } from "react";
import { cx } from "@/components/ui/class-names";
import { Still } from "@/features/film";
import { isFinished } from "@/features/jobs";
import type { Job } from "@/lib/api";
import { CardFrame } from "./card-frame";

type JobFrameProps = { job: Job; meta: ReactNode; mark?: ReactNode; children?: ReactNode };

export function JobFrame({ job, meta, mark, children }: JobFrameProps) {
  // On a phone a place-holder is worth its room only while a picture may still come.
  const bare = job.still_url === null && isFinished(job.status);
  const still = (
    <Still
      url={job.still_url}
      name={job.filename}
      duration={job.duration}
      className={cx("max-md:aspect-[21/9]", bare && "max-md:hidden")}
    />
  );
  return (
    <CardFrame name={job.filename} film={job.id} still={still} meta={meta} mark={mark}>
      {children}
    </CardFrame>
  );
}
