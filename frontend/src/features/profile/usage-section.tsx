"use client";

import { ChartPie } from "lucide-react";
import { useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import { ProblemNotice } from "@/features/problems";
import { useUsage } from "./queries";
import { SectionSkeleton } from "./section-skeleton";
import { Usage } from "./usage";

/** What one's films take of what one may. */
export function UsageSection() {
  const t = useTranslations("profile.usage");
  const usage = useUsage();
  if (usage.isPending) return <SectionSkeleton />;
  return (
    <Section id="usage" icon={<ChartPie size={20} />} title={t("title")} lead={t("lead")}>
      {usage.isError ? (
        <ProblemNotice error={usage.error} onRetry={() => usage.refetch()} />
      ) : (
        <Usage usage={usage.data} />
      )}
    </Section>
  );
}
