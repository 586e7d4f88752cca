"use client";

import type { ReactNode } from "react";
import { Still } from "@/features/film";
import type { Job } from "@/lib/api";
import { CardFrame } from "./card-frame";

type JobFrameProps = { job: Job; meta: ReactNode; mark?: ReactNode; children?: ReactNode };

export function JobFrame({ job, meta, mark, children }: JobFrameProps) {
  const still = (
    <Still url={job.still_url} name={job.filename} duration={job.duration} className="max-md:aspect-[21/9]" />
  );
  return (
    <CardFrame name={job.filename} still={still} meta={meta} mark={mark}>
      {children}
    </CardFrame>
  );
}
