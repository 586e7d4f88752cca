"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { allauth } from "@/lib/allauth";
import { EntranceCard } from "./entrance-card";
import { FormProblem } from "./form";
import { MailCodeField } from "./mail-code-field";
import { StartOver } from "./start-over";
import { StepForm } from "./step-form";
import { useStep } from "./steps";
import { TextButton } from "./text-button";
import { useEntranceWords } from "./use-entrance-words";

function SendAgain() {
  const t = useTranslations("entrance.verify");
  const words = useEntranceWords();
  const resend = useStep(() => allauth("POST", "auth/email/verify/resend"));
  return (
    <>
      <FormProblem>{words.ofRest(resend.error)}</FormProblem>
      <p role="status">{resend.isSuccess ? t("sentAgain") : null}</p>
      <TextButton onClick={() => resend.mutate(undefined)}>{t("again")}</TextButton>
    </>
  );
}

/** The code that was sent to a new address. */
export function VerifyEmail() {
  const t = useTranslations("entrance");
  const [key, setKey] = useState("");
  const verify = useStep(() => allauth("POST", "auth/email/verify", { key: key.trim() }));
  return (
    <EntranceCard
      title={t("verify.title")}
      lead={t("verify.lead")}
      below={
        <>
          <SendAgain />
          <StartOver>{t("startOver")}</StartOver>
        </>
      }
    >
      <StepForm step={verify} fields={["key"]} action={t("verify.action")}>
        <MailCodeField value={key} onChange={setKey} refusal={verify.error} />
      </StepForm>
    </EntranceCard>
  );
}
