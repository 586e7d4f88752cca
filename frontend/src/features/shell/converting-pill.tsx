"use client";

import { Pause } from "lucide-react";
import { useTranslations } from "next-intl";
import { CONVERTING, useJobBook, useQueue } from "@/features/jobs";
import { Link } from "@/i18n/navigation";

function PausedPill() {
  const t = useTranslations("shell");
  return (
    <Link
      href="/"
      className="inline-flex items-center gap-1.5 rounded-full bg-work-soft px-3 py-1.5 text-xs font-semibold whitespace-nowrap text-work focus-visible:rounded-full"
    >
      <Pause size={13} aria-hidden />
      <span className="max-sm:sr-only">{t("queuePaused")}</span>
    </Link>
  );
}

/** How many films are being converted right now, on every page. */
export function ConvertingPill() {
  const t = useTranslations("shell");
  const book = useJobBook();
  const count = book.data?.jobs.filter((job) => CONVERTING.includes(job.status)).length ?? 0;
  if (useQueue().data?.paused) return <PausedPill />;
  if (count === 0) return null;
  return (
    <Link
      href="/"
      className="inline-flex items-center gap-1.5 rounded-full bg-accent-soft px-3 py-1.5 text-xs font-semibold whitespace-nowrap text-accent focus-visible:rounded-full"
    >
      <span
        aria-hidden
        className="size-2 animate-[breathe_1.8s_ease-in-out_infinite] rounded-full bg-current"
      />
      <span aria-hidden className="sm:hidden">
        {count}
      </span>
      <span className="max-sm:sr-only">{t("converting", { count })}</span>
    </Link>
  );
}
