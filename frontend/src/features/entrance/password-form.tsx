"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { allauth, provePasskey } from "@/lib/allauth";
import { EmailField } from "./email-field";
import { EntranceCard } from "./entrance-card";
import { Form, FormProblem } from "./form";
import { Or } from "./or";
import { OwnPassword } from "./own-password";
import { PasskeyButton, usePasskeysPossible } from "./passkey-button";
import { Providers } from "./providers";
import { useEntranceHref, useQueryParameter } from "./query-parameter";
import { useSession } from "./session";
import { useStep } from "./steps";
import { TextLink } from "./text-button";
import { useEntranceWords } from "./use-entrance-words";
import { usePasskeyOffer } from "./use-passkey-offer";

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
  const hasOtherWays = usePasskeysPossible() || providers.length > 0;
  const isBusy = signIn.isPending || byPasskey.isPending;
  const offerRefused = usePasskeyOffer(isBusy);
  return (
    <EntranceCard title={t("signIn.title")} lead={t("signIn.lead")} below={<OtherPages />}>
      <Form
        problem={words.ofRest(signIn.error, "email") ?? (signIn.isIdle ? providerProblem : null)}
        action={t("signIn.action")}
        isBusy={isBusy}
        onSubmit={() => signIn.mutate(undefined)}
      >
        <EmailField
          autoComplete="username webauthn"
          value={email}
          onChange={setEmail}
          refusal={signIn.error}
        />
        <OwnPassword
          label={t("fields.password")}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
      </Form>
      {hasOtherWays ? <Or /> : null}
      <PasskeyButton look="plain" isBusy={isBusy} onUse={() => byPasskey.mutate(undefined)} />
      <FormProblem>{words.ofRest(byPasskey.error ?? offerRefused)}</FormProblem>
      <Providers providers={providers} />
    </EntranceCard>
  );
}
