"use client";

import { TriangleAlert, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/button";
import { asProblem } from "@/lib/api";
import { ProblemText } from "./problem-text";

/** Beside the button that did not work: why, and what to do. */
export function ActionProblem({ error, onDismiss }: { error: unknown; onDismiss: () => void }) {
  const t = useTranslations("problems");
  return (
    <div role="alert" className="mt-3 flex items-start gap-3 rounded-md bg-bad-soft px-4 py-3 text-sm">
      <TriangleAlert size={18} aria-hidden className="mt-0.5 shrink-0 text-bad" />
      <div className="min-w-0 flex-1">
        <ProblemText problem={asProblem(error)} />
      </div>
      <IconButton label={t("dismiss")} className="-my-1.5 -mr-2" onClick={onDismiss}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
