"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { TextField } from "@/components/ui/text-field";
import { allauth, provePasskey } from "@/lib/allauth";
import { EntranceCard } from "./entrance-card";
import { Form, FormProblem } from "./form";
import { Or } from "./or";
import { OwnPassword } from "./own-password";
import { PasskeyButton } from "./passkey-button";
import { Providers } from "./providers";
import { useEntranceHref, useQueryParameter } from "./query-parameter";
import { useSession } from "./session";
import { useStep } from "./steps";
import { TextLink } from "./text-button";
import { useEntranceWords } from "./use-entrance-words";

function OtherPages() {
  const t = useTranslations("entrance.signIn");
  const href = useEntranceHref();
  const signUp = useSession().data?.sign_up;
  return (
    <>
      <TextLink href={href("/reset-password/")}>{t("forgotten")}</TextLink>
      {signUp === "open" ? (
        <p>
          {t("new")} <TextLink href={href("/sign-up/")}>{t("signUp")}</TextLink>
        </p>
      ) : (
        <p className="text-pretty text-ink-3">{t(signUp === "invitation" ? "byInvitation" : "closed")}</p>
      )}
    </>
  );
}

/** What brought somebody back from a provider with empty hands; null: nothing. */
function useProviderProblem(): string | null {
  const words = useEntranceWords();
  const t = useTranslations("entrance.errors");
  const code = useQueryParameter("error");
  return code === null ? null : words.ofError({ code, message: t("unknown") });
}

export function PasswordForm() {
  const t = useTranslations("entrance");
  const words = useEntranceWords();
  const providers = useSession().data?.providers ?? [];
  const providerProblem = useProviderProblem();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useStep(() => allauth("POST", "auth/login", { email, password }));
  const byPasskey = useStep(() => provePasskey("auth/webauthn/login"));
  const isBusy = signIn.isPending || byPasskey.isPending;
  return (
    <EntranceCard title={t("signIn.title")} lead={t("signIn.lead")} below={<OtherPages />}>
      <Form
        problem={words.ofRest(signIn.error, "email") ?? (signIn.isIdle ? providerProblem : null)}
        action={t("signIn.action")}
        isBusy={isBusy}
        onSubmit={() => signIn.mutate(undefined)}
      >
        <TextField
          label={t("fields.email")}
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={setEmail}
          error={words.ofField(signIn.error, "email")}
        />
        <OwnPassword
          label={t("fields.password")}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
      </Form>
      <Or />
      <PasskeyButton look="plain" isBusy={isBusy} onUse={() => byPasskey.mutate(undefined)} />
      <FormProblem>{words.ofRest(byPasskey.error)}</FormProblem>
      <Providers providers={providers} />
    </EntranceCard>
  );
}
