import { BadgeCheck } from "lucide-react";
import { PlanHeadline, TrackMap } from "@/features/plan";
import type { Plan, Stream } from "@/lib/api";

type PlanExplanationProps = { plan: Plan; streams: readonly Stream[] };

/** Nothing to convert: said with relief, the tracks folded away. */
function PlaysAsItIs({ plan, streams }: PlanExplanationProps) {
  return (
    <div className="mt-3 rounded-md bg-good-soft p-3 [--sunken:var(--surface)] [--track-ground:var(--good-soft)] md:p-4">
      <div className="mb-3 flex items-start gap-3">
        <BadgeCheck size={22} aria-hidden className="mt-0.5 shrink-0 text-good" />
        <PlanHeadline plan={plan} />
      </div>
      <TrackMap plan={plan} streams={streams} />
    </div>
  );
}

function ChangesSomething({ plan, streams }: PlanExplanationProps) {
  return (
    <>
      <div className="mt-2 mb-3">
        <PlanHeadline plan={plan} />
      </div>
      <TrackMap plan={plan} streams={streams} />
    </>
  );
}

/** What will happen to a film and why: in a sentence, then track by track. */
export function PlanExplanation(props: PlanExplanationProps) {
  const Explanation = props.plan.delivery === "as_is" ? PlaysAsItIs : ChangesSomething;
  return <Explanation {...props} />;
}
