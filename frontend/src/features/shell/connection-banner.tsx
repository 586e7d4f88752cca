"use client";

import { CloudOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useConnection } from "@/features/jobs";

/** Quiet: it comes only when the line has been dead for a second, and says that the page is already trying. */
export function ConnectionBanner() {
  const t = useTranslations("shell");
  const { connection, retryNow } = useConnection();
  return (
    <div role="status">
      {connection === "lost" ? (
        <div className="flex animate-[appear_200ms_1s_both] flex-wrap items-center gap-x-3 gap-y-1 rounded-md border border-line bg-work-soft px-4 py-3 text-sm text-work shadow-raised">
          <CloudOff size={18} aria-hidden className="shrink-0" />
          <span className="min-w-0 flex-1 basis-60 text-pretty">{t("lost")}</span>
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
