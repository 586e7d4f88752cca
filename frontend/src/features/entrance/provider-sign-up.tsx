"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { allauth } from "@/lib/allauth";
import { EmailField } from "./email-field";
import { EntranceCard } from "./entrance-card";
import { StartOver } from "./start-over";
import { StepForm } from "./step-form";
import { useStep } from "./steps";

/** The provider told no address that can be taken: which one shall it be? */
export function ProviderSignUp({ provider }: { provider: string }) {
  const t = useTranslations("entrance");
  const [email, setEmail] = useState("");
  const signUp = useStep(() => allauth("POST", "auth/provider/signup", { email }));
  return (
    <EntranceCard
      title={t("providerSignUp.title")}
      lead={t("providerSignUp.lead", { name: provider })}
      below={<StartOver>{t("startOver")}</StartOver>}
    >
      <StepForm step={signUp} fields={["email"]} action={t("signUp.action")}>
        <EmailField autoComplete="email" value={email} onChange={setEmail} refusal={signUp.error} />
      </StepForm>
    </EntranceCard>
  );
}
