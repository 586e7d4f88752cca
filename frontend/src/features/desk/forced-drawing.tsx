"use client";

import { Captions } from "lucide-react";
import { useTranslations } from "next-intl";
import { useForcedDrawing } from "@/features/options";
import type { Job, Plan, Stream } from "@/lib/api";

/** The one proposal that costs something, so that taking it back is one press away. */
export function ForcedDrawing({ job, plan, streams }: { job: Job; plan: Plan; streams: readonly Stream[] }) {
  const t = useTranslations("desk");
  const forced = useForcedDrawing(job, plan, streams);
  if (!forced) return null;
  return (
    <button
      type="button"
      disabled={forced.isPending}
      onClick={forced.toggle}
      className="mt-2 flex min-h-11 items-center gap-2 rounded-sm text-left text-sm font-medium text-ink-2 underline decoration-line-strong underline-offset-4 transition-colors duration-150 hover:text-ink disabled:opacity-50 md:min-h-8"
    >
      <Captions size={15} aria-hidden className="shrink-0" />
      {t(forced.drawn ? "forcedLeaveOut" : "forcedDrawIn")}
    </button>
  );
}
