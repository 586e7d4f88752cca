"use client";

import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";

/** As high as what will stand there. */
export function SectionSkeleton({ count = 1 }: { count?: number }) {
  const t = useTranslations("profile");
  return (
    <div role="status" aria-label={t("loading")} className="grid gap-5">
      {Array.from({ length: count }, (_, place) => `shape-${place}`).map((name) => (
        <div key={name} className="flex gap-4 rounded-lg border border-line bg-surface p-5 md:p-7">
          <Skeleton className="size-11" />
          <div className="grid flex-1 gap-3">
            <Skeleton className="h-5 w-2/5" />
            <Skeleton className="h-4 w-4/5" />
            <Skeleton className="mt-2 h-10 w-36" />
          </div>
        </div>
      ))}
    </div>
  );
}
