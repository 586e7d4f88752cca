"use client";

import type { Plan } from "@/lib/api";
import { usePlanWords } from "./use-plan-words";

export function PlanHeadline({ plan }: { plan: Plan }) {
  const words = usePlanWords(plan.device);
  return (
    <p className="max-w-[42rem] text-pretty">
      {words.sentences(plan).map((sentence) =>
        sentence.strong ? (
          <b key={sentence.key} className="font-[650]">
            {sentence.text}{" "}
          </b>
        ) : (
          <span key={sentence.key}>{sentence.text} </span>
        ),
      )}
    </p>
  );
}
