"use client";

import { CalendarClock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useChangeJob, useStartJob } from "@/features/jobs";
import { ActionProblem } from "@/features/problems";
import type { Job } from "@/lib/api";
import { LaterSheet } from "./later-sheet";

/** Starts a film that is ready, but not before a chosen time: first the time, then the start. */
export function StartLater({ job }: { job: Job }) {
  const t = useTranslations("desk");
  const [choosing, setChoosing] = useState(false);
  const change = useChangeJob();
  const start = useStartJob();
  const failed = change.isError ? change : start.isError ? start : null;

  function choose(time: string | null) {
    setChoosing(false);
    change.mutate({ id: job.id, not_before: time }, { onSuccess: () => start.mutate(job.id) });
  }

  return (
    <>
      <Button
        look="quiet"
        aria-label={t("laterNamed", { name: job.filename })}
        title={t("later")}
        onClick={() => setChoosing(true)}
      >
        {/* Not a child of the button itself: there a phone's card keeps words and leaves icons out. */}
        <span>
          <CalendarClock size={16} aria-hidden />
        </span>
        <span className="max-md:hidden">{t("later")}</span>
      </Button>
      {failed ? <ActionProblem error={failed.error} onDismiss={failed.reset} /> : null}
      <LaterSheet
        name={job.filename}
        chosen={job.not_before}
        open={choosing}
        onOpenChange={setChoosing}
        onChoose={choose}
      />
    </>
  );
}
