"use client";

import { useTranslations } from "next-intl";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Switch } from "@/components/ui/switch";
import { useChangeJob } from "@/features/jobs";
import { ActionProblem } from "@/features/problems";
import type { Job, Plan } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import { ForcedDrawing } from "./forced-drawing";
import { PlanExplanation } from "./plan-explanation";

/** How far the conversion is that runs while the rest of the film is still coming. */
export function AheadBar({ job }: { job: Job }) {
  const t = useTranslations("arriving");
  const formats = useFormats();
  if (!job.ahead) return null;
  const fraction = job.ahead.progress / 100;
  const text = t("ahead", { percent: formats.percent(fraction) });
  return (
    <div className="mt-2.5">
      <ProgressBar
        thin
        fraction={fraction}
        label={t("aheadLabel", { name: job.filename })}
        valueText={text}
      />
      <p className="mt-1 text-sm text-ink-3">{text}</p>
    </div>
  );
}

/** Whether the film goes on by itself. The server's word stands; until it comes, the user's. */
function StartSwitch({ job, plan }: { job: Job; plan: Plan }) {
  const t = useTranslations("arriving");
  const change = useChangeJob();
  const wished = change.isPending ? change.variables.start_when_ready : undefined;
  const asIs = plan.delivery === "as_is";
  return (
    <div className="mt-3 rounded-md border border-line px-3 py-1 md:px-4">
      <Switch
        label={t(asIs ? "startAsIs" : "start")}
        hint={asIs ? undefined : t("startHint")}
        checked={wished ?? job.start_when_ready}
        onChange={(start) => change.mutate({ id: job.id, start_when_ready: start })}
      />
      {change.isError ? <ActionProblem error={change.error} onDismiss={change.reset} /> : null}
    </div>
  );
}

/** What is known of a film that is still coming: its plan, and what can be decided already. */
export function ArrivingPlan({ job }: { job: Job }) {
  const t = useTranslations("arriving");
  const { plan, streams } = job;
  if (!plan || !streams) return null;
  return (
    <>
      <PlanExplanation plan={plan} streams={streams} />
      <ForcedDrawing job={job} plan={plan} streams={streams} />
      <p className="mt-2 max-w-[42rem] text-sm text-pretty text-ink-3">
        {t(plan.delivery === "as_is" ? "asIs" : "provisional")}
      </p>
      <StartSwitch job={job} plan={plan} />
    </>
  );
}
