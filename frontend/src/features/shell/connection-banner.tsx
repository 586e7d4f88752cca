"use client";

import { CloudOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useConnection } from "@/features/jobs";

/** Quiet: it appears only when the line is dead, and says that the page is already trying. */
export function ConnectionBanner() {
  const t = useTranslations("shell");
  const { connection, retryNow } = useConnection();
  const lost = connection === "lost";
  return (
    <div role="status" className={lost ? "border-b border-line bg-work-soft text-work" : undefined}>
      {lost ? (
        <div className="mx-auto flex max-w-[68rem] flex-wrap items-center gap-x-3 gap-y-1 px-[var(--edge)] py-2 text-sm">
          <CloudOff size={16} aria-hidden className="shrink-0" />
          <span className="min-w-0 flex-1 basis-64">{t("lost")}</span>
          <button
            type="button"
            onClick={retryNow}
            className="min-h-8 rounded-sm px-1 font-semibold underline underline-offset-2"
          >
            {t("retry")}
          </button>
        </div>
      ) : null}
    </div>
  );
}
