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

/** The provider told no address that can be taken: which one shall it be? */
export function ProviderSignUp({ provider }: { provider: string }) {
  const t = useTranslations("entrance");
  const words = useEntranceWords();
  const [email, setEmail] = useState("");
  const signUp = useStep(() => allauth("POST", "auth/provider/signup", { email }));
  const startOver = useStartOver();
  return (
    <EntranceCard
      title={t("providerSignUp.title")}
      lead={t("providerSignUp.lead", { name: provider })}
      below={<TextButton onClick={() => startOver.mutate(undefined)}>{t("startOver")}</TextButton>}
    >
      <Form
        problem={words.ofRest(signUp.error, "email")}
        action={t("signUp.action")}
        isBusy={signUp.isPending}
        onSubmit={() => signUp.mutate(undefined)}
      >
        <TextField
          label={t("fields.email")}
          type="email"
          autoComplete="email"
          required
          value={email}
          onChange={setEmail}
          error={words.ofField(signUp.error, "email")}
        />
      </Form>
    </EntranceCard>
  );
}
