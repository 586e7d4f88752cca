"use client";

import { SlidersHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useState } from "react";
import { Button } from "@/components/ui/button";
import { OptionsSheet } from "@/features/options";
import type { Job, JobStatus } from "@/lib/api";

const OpenOptions = createContext<(jobId: string) => void>(() => undefined);

/** Until a film is in the queue. */
const OPEN_IN: readonly JobStatus[] = ["uploading", "pending", "analyzing", "ready"];

/** Keeps the options of one film open while its card becomes another one: an upload ends while its user still chooses. */
export function OptionsDoor({ jobs, children }: { jobs: readonly Job[]; children: ReactNode }) {
  const [openFor, setOpenFor] = useState<string | null>(null);
  const job = jobs.find((each) => each.id === openFor && OPEN_IN.includes(each.status));
  return (
    <OpenOptions value={setOpenFor}>
      {children}
      {job ? <OptionsSheet job={job} open onOpenChange={() => setOpenFor(null)} /> : null}
    </OpenOptions>
  );
}

export function OptionsButton({ job }: { job: Job }) {
  const t = useTranslations("desk");
  const open = useContext(OpenOptions);
  return (
    <Button onClick={() => open(job.id)}>
      <SlidersHorizontal size={16} aria-hidden className="max-sm:hidden" />
      <span className="max-sm:hidden">{t("options")}</span>
      <span className="sm:hidden">{t("optionsShort")}</span>
    </Button>
  );
}
