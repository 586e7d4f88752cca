"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { allauth } from "@/lib/allauth";
import { EmailField } from "./email-field";
import { EntranceCard } from "./entrance-card";
import { MailCodeField } from "./mail-code-field";
import { OwnPassword } from "./own-password";
import { useEntranceHref } from "./query-parameter";
import { StartOver } from "./start-over";
import { StepForm } from "./step-form";
import { usePendingStep, useStep } from "./steps";
import { TextLink } from "./text-button";

function BackToSignIn() {
  const t = useTranslations("entrance.reset");
  const href = useEntranceHref();
  return <TextLink href={href("/sign-in/")}>{t("back")}</TextLink>;
}

function AskForCode() {
  const t = useTranslations("entrance");
  const [email, setEmail] = useState("");
  const ask = useStep(() => allauth("POST", "auth/password/request", { email }));
  return (
    <EntranceCard title={t("reset.title")} lead={t("reset.lead")} below={<BackToSignIn />}>
      <StepForm step={ask} fields={["email"]} action={t("reset.ask")}>
        <EmailField value={email} onChange={setEmail} refusal={ask.error} />
      </StepForm>
    </EntranceCard>
  );
}

/** Three wrong codes, or a quarter of an hour, and the server has forgotten it (409): a new one is asked for. */
function NewPassword({ onDone }: { onDone: () => void }) {
  const t = useTranslations("entrance");
  const [key, setKey] = useState("");
  const [password, setPassword] = useState("");
  const reset = useStep(async () => {
    const said = await allauth("POST", "auth/password/reset", { key: key.trim(), password });
    onDone();
    return said;
  });
  return (
    <EntranceCard
      title={t("reset.newTitle")}
      lead={t("reset.newLead")}
      below={<StartOver>{t("reset.again")}</StartOver>}
    >
      <StepForm step={reset} fields={["key", "password"]} action={t("reset.action")}>
        <MailCodeField value={key} onChange={setKey} refusal={reset.error} />
        <OwnPassword
          label={t("fields.newPassword")}
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          refusal={reset.error}
        />
      </StepForm>
    </EntranceCard>
  );
}

/** A forgotten password: a code by mail, then a new one. */
export function ResetPassword() {
  const t = useTranslations("entrance.reset");
  const [isDone, setDone] = useState(false);
  const { step } = usePendingStep("password_reset_by_code");
  if (isDone)
    return (
      <EntranceCard title={t("doneTitle")} lead={t("doneLead")}>
        <BackToSignIn />
      </EntranceCard>
    );
  return step ? <NewPassword onDone={() => setDone(true)} /> : <AskForCode />;
}
