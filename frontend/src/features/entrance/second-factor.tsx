"use client";

import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { TextField } from "@/components/ui/text-field";
import { allauth, type Flow, provePasskey, type Said } from "@/lib/allauth";
import { EntranceCard } from "./entrance-card";
import { Form, FormProblem } from "./form";
import { PasskeyButton } from "./passkey-button";
import { StartOver } from "./start-over";
import { useStep } from "./steps";
import { TextButton } from "./text-button";
import { useEntranceWords } from "./use-entrance-words";

type Proof = () => Promise<Said<unknown>>;

/** The proof, and where the server then asks whether it may trust this browser, the answer to that. */
async function proven(prove: Proof, trust: boolean): Promise<Said<unknown>> {
  const said = await prove();
  const isAsked =
    said.kind === "steps" && said.flows.some(({ id, is_pending }) => id === "mfa_trust" && is_pending);
  return isAsked ? allauth("POST", "auth/2fa/trust", { trust }) : said;
}

function TrustChoice({ checked, onChange }: { checked: boolean; onChange: (checked: boolean) => void }) {
  const t = useTranslations("entrance.secondFactor");
  const id = useId();
  return (
    <div className="flex min-h-8 items-center gap-3 text-sm">
      <Checkbox id={id} checked={checked} onChange={onChange} />
      <label htmlFor={id} className="cursor-pointer">
        {t("trust")}
      </label>
    </div>
  );
}

/** After the password: a code of the app, a recovery code, or a passkey. */
export function SecondFactor({ flow }: { flow: Flow }) {
  const t = useTranslations("entrance.secondFactor");
  const words = useEntranceWords();
  const types = flow.types ?? ["totp", "recovery_codes"];
  const [isRecovery, setRecovery] = useState(false);
  const [code, setCode] = useState("");
  const [trust, setTrust] = useState(false);
  const prove = useStep((proof: Proof) => proven(proof, trust));
  const hasApp = types.includes("totp");
  const takesCode = hasApp || isRecovery;

  function turn() {
    setRecovery(!isRecovery);
    setCode("");
    prove.reset();
  }

  return (
    <EntranceCard
      title={t("title")}
      lead={isRecovery ? t("recoveryLead") : hasApp ? t("appLead") : t("passkeyLead")}
      below={
        <>
          {types.includes("recovery_codes") ? (
            <TextButton onClick={turn}>{isRecovery ? t("withoutRecovery") : t("withRecovery")}</TextButton>
          ) : null}
          <StartOver>{t("startOver")}</StartOver>
        </>
      }
    >
      {takesCode ? (
        <Form
          problem={words.ofRest(prove.error, "code")}
          action={t("action")}
          isBusy={prove.isPending}
          onSubmit={() => prove.mutate(() => allauth("POST", "auth/2fa/authenticate", { code: code.trim() }))}
        >
          <TextField
            key={String(isRecovery)}
            label={isRecovery ? t("recoveryCode") : t("appCode")}
            value={code}
            onChange={setCode}
            inputMode={isRecovery ? "text" : "numeric"}
            autoComplete="one-time-code"
            spellCheck={false}
            required
            autoFocus
            error={words.ofField(prove.error, "code")}
          />
          <TrustChoice checked={trust} onChange={setTrust} />
        </Form>
      ) : (
        <>
          <FormProblem>{words.ofRest(prove.error)}</FormProblem>
          <TrustChoice checked={trust} onChange={setTrust} />
        </>
      )}
      {types.includes("webauthn") && !isRecovery ? (
        <PasskeyButton
          look={hasApp ? "plain" : "primary"}
          isBusy={prove.isPending}
          onUse={() => prove.mutate(() => provePasskey("auth/webauthn/authenticate"))}
        />
      ) : null}
    </EntranceCard>
  );
}

/** The answer that a reload of the page cut off. */
export function TrustBrowser() {
  const t = useTranslations("entrance.secondFactor");
  const words = useEntranceWords();
  const answer = useStep((trust: boolean) => allauth("POST", "auth/2fa/trust", { trust }));
  return (
    <EntranceCard title={t("trustTitle")} lead={t("trustLead")}>
      <FormProblem>{words.ofRest(answer.error)}</FormProblem>
      <Button look="primary" onClick={() => answer.mutate(true)}>
        <KeyRound size={18} aria-hidden />
        {t("trustYes")}
      </Button>
      <Button onClick={() => answer.mutate(false)}>{t("trustNo")}</Button>
    </EntranceCard>
  );
}
