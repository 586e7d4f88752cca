"use client";

import { Gauge } from "lucide-react";
import { useTranslations } from "next-intl";
import { DoneNote } from "@/components/ui/done-note";
import { Section } from "@/components/ui/section";
import { ActionProblem } from "@/features/problems";
import { LimitFields } from "./limit-fields";
import { limitsOf } from "./limits";
import { Loaded } from "./loaded";
import { useChangePolicy, usePolicy } from "./queries";

const NONE = limitsOf({});

/** How much everybody may take who has no limits of their own. */
export function LimitSection() {
  const t = useTranslations("people.limits");
  const policy = usePolicy();
  const change = useChangePolicy();
  return (
    <Section id="limits" icon={<Gauge size={20} />} title={t("title")} lead={t("lead")}>
      <Loaded asked={policy}>
        {(data) => <LimitFields limits={limitsOf(data)} otherwise={NONE} onChange={change.mutate} />}
      </Loaded>
      <DoneNote>{change.isSuccess ? t("saved") : null}</DoneNote>
      {change.error ? <ActionProblem error={change.error} onDismiss={change.reset} /> : null}
    </Section>
  );
}
