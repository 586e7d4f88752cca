"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { ProblemNotice } from "@/features/problems";

type Asked<Data> = { data: Data | undefined; error: unknown; refetch: () => unknown };

/** What was asked for, once it is there; until then its shape, or why it is not. */
export function Loaded<Data>(props: { asked: Asked<Data>; children: (data: Data) => ReactNode }) {
  const t = useTranslations("people");
  const { data, error, refetch } = props.asked;
  if (data !== undefined) return props.children(data);
  if (error) return <ProblemNotice error={error} onRetry={refetch} />;
  return (
    <div role="status" aria-label={t("loading")} className="grid gap-4 py-2">
      <Skeleton className="h-5 w-3/5" />
      <Skeleton className="h-5 w-2/5" />
    </div>
  );
}
