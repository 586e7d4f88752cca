"use client";

import { ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { ChoiceGroup } from "@/components/ui/choice-group";
import { Section } from "@/components/ui/section";
import { ActionProblem } from "@/features/problems";
import { Loaded } from "./loaded";
import { useChangePolicy, usePolicy } from "./queries";

const CHOICES = ["optional", "admins", "everybody"] as const;

export function PolicySection() {
  const t = useTranslations("people.policy");
  const policy = usePolicy();
  const change = useChangePolicy();
  return (
    <Section id="policy" icon={<ShieldCheck size={20} />} title={t("title")} lead={t("lead")}>
      <Loaded asked={policy}>
        {(data) => (
          <ChoiceGroup
            label={t("title")}
            choices={CHOICES.map((value) => ({ value, label: t(`choices.${value}`) }))}
            value={(change.isPending && change.variables.second_factor) || data.second_factor}
            onChange={(second_factor) => change.mutate({ second_factor })}
          />
        )}
      </Loaded>
      {change.error ? <ActionProblem error={change.error} onDismiss={change.reset} /> : null}
    </Section>
  );
}
