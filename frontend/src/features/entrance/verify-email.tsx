"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { TextField } from "@/components/ui/text-field";
import { allauth } from "@/lib/allauth";
import { EntranceCard } from "./entrance-card";
import { Form } from "./form";
import { useStartOver, useStep } from "./steps";
import { TextButton } from "./text-button";
import { useEntranceWords } from "./use-entrance-words";

/** The code that was sent to a new address. */
export function VerifyEmail() {
  const t = useTranslations("entrance");
  const words = useEntranceWords();
  const [key, setKey] = useState("");
  const verify = useStep(() => allauth("POST", "auth/email/verify", { key: key.trim() }));
  const resend = useStep(() => allauth("POST", "auth/email/verify/resend"));
  const startOver = useStartOver();
  return (
    <EntranceCard
      title={t("verify.title")}
      lead={t("verify.lead")}
      below={
        <>
          <p role="status">{resend.isSuccess ? t("verify.sentAgain") : null}</p>
          <TextButton onClick={() => resend.mutate(undefined)}>{t("verify.again")}</TextButton>
          <TextButton onClick={() => startOver.mutate(undefined)}>{t("startOver")}</TextButton>
        </>
      }
    >
      <Form
        problem={words.ofRest(verify.error ?? resend.error, "key")}
        action={t("verify.action")}
        isBusy={verify.isPending}
        onSubmit={() => verify.mutate(undefined)}
      >
        <TextField
          label={t("fields.mailCode")}
          value={key}
          onChange={setKey}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          required
          autoFocus
          error={words.ofField(verify.error, "key")}
        />
      </Form>
    </EntranceCard>
  );
}
