"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { TextField } from "@/components/ui/text-field";
import { allauth } from "@/lib/allauth";
import { EntranceCard } from "./entrance-card";
import { Form } from "./form";
import { OwnPassword } from "./own-password";
import { useEntranceHref } from "./query-parameter";
import { usePendingStep, useStartOver, useStep } from "./steps";
import { TextButton, TextLink } from "./text-button";
import { useEntranceWords } from "./use-entrance-words";

function BackToSignIn() {
  const t = useTranslations("entrance.reset");
  const href = useEntranceHref();
  return <TextLink href={href("/sign-in/")}>{t("back")}</TextLink>;
}

function AskForCode() {
  const t = useTranslations("entrance");
  const words = useEntranceWords();
  const [email, setEmail] = useState("");
  const ask = useStep(() => allauth("POST", "auth/password/request", { email }));
  return (
    <EntranceCard title={t("reset.title")} lead={t("reset.lead")} below={<BackToSignIn />}>
      <Form
        problem={words.ofRest(ask.error, "email")}
        action={t("reset.ask")}
        isBusy={ask.isPending}
        onSubmit={() => ask.mutate(undefined)}
      >
        <TextField
          label={t("fields.email")}
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={setEmail}
          error={words.ofField(ask.error, "email")}
        />
      </Form>
    </EntranceCard>
  );
}

/** Three wrong codes, or a quarter of an hour, and the server has forgotten it (409): a new one is asked for. */
function NewPassword({ onDone }: { onDone: () => void }) {
  const t = useTranslations("entrance");
  const words = useEntranceWords();
  const [key, setKey] = useState("");
  const [password, setPassword] = useState("");
  const startOver = useStartOver();
  const reset = useStep(async () => {
    const said = await allauth("POST", "auth/password/reset", { key: key.trim(), password });
    onDone();
    return said;
  });
  return (
    <EntranceCard
      title={t("reset.newTitle")}
      lead={t("reset.newLead")}
      below={<TextButton onClick={() => startOver.mutate(undefined)}>{t("reset.again")}</TextButton>}
    >
      <Form
        problem={words.ofRest(reset.error, "key", "password")}
        action={t("reset.action")}
        isBusy={reset.isPending}
        onSubmit={() => reset.mutate(undefined)}
      >
        <TextField
          label={t("fields.mailCode")}
          value={key}
          onChange={setKey}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          required
          error={words.ofField(reset.error, "key")}
        />
        <OwnPassword
          label={t("fields.newPassword")}
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          error={words.ofField(reset.error, "password")}
        />
      </Form>
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
