"use client";

import { useMutation } from "@tanstack/react-query";
import { KeyRound, LogIn } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { TextField } from "@/components/ui/text-field";
import { allauth, canUsePasskeys, type Flow, provePasskey, type Said } from "@/lib/allauth";
import { doneOf } from "./said";
import { SIGN_IN_AGAIN } from "./said-of-api";
import { SheetForm } from "./sheet-form";

type ProofSheetProps = { flows: readonly Flow[]; onAnswer: (proven: boolean) => void };

function waysOf(flows: readonly Flow[]) {
  const types = flows.find((flow) => flow.id === "mfa_reauthenticate")?.types ?? [];
  return {
    password: flows.some((flow) => flow.id === "reauthenticate"),
    code: types.includes("totp"),
    passkey: types.includes("webauthn") && canUsePasskeys(),
    signIn: flows.some((flow) => flow.id === SIGN_IN_AGAIN.id),
  };
}

const byWords = (password: boolean, words: string): Promise<Said<unknown>> =>
  password
    ? allauth("POST", "auth/reauthenticate", { password: words })
    : allauth("POST", "auth/2fa/reauthenticate", { code: words });

/** Out and in again: there is nothing here that could be asked for. */
function SignInAgain() {
  const t = useTranslations("profile.proof");
  const locale = useLocale();
  const signOut = useMutation({
    mutationFn: () => allauth("DELETE", "auth/session"),
    onSuccess: () => window.location.assign(`/${locale}/sign-in/?next=/${locale}/profile/`),
  });
  return (
    <Button look="primary" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
      <LogIn size={16} aria-hidden />
      {t("signInAgain")}
    </Button>
  );
}

/** Who is there? Asked before what would help a thief who found an open browser. */
export function ProofSheet({ flows, onAnswer }: ProofSheetProps) {
  const t = useTranslations("profile.proof");
  const close = useTranslations("shell")("close");
  const [words, setWords] = useState("");
  const ways = waysOf(flows);
  const step = useMutation({
    mutationFn: async (way: "words" | "passkey") =>
      doneOf(
        way === "words"
          ? await byWords(ways.password, words)
          : await provePasskey("auth/webauthn/reauthenticate"),
      ),
    onSuccess: () => onAnswer(true),
  });
  const hasField = ways.password || ways.code;
  return (
    <Sheet
      open
      onOpenChange={() => onAnswer(false)}
      title={t("title")}
      lead={t(ways.signIn ? "signInLead" : "lead")}
      closeLabel={close}
    >
      <SheetForm
        action={hasField ? t("confirm") : null}
        isReady={words !== ""}
        isBusy={step.isPending}
        error={step.error}
        onDismiss={step.reset}
        onSubmit={() => step.mutate("words")}
        beside={
          <>
            {ways.passkey ? (
              <Button disabled={step.isPending} onClick={() => step.mutate("passkey")}>
                <KeyRound size={16} aria-hidden />
                {t("passkey")}
              </Button>
            ) : null}
            {ways.signIn ? <SignInAgain /> : null}
          </>
        }
      >
        {hasField ? (
          <TextField
            autoFocus
            required
            label={t(ways.password ? "password" : "code")}
            type={ways.password ? "password" : "text"}
            autoComplete={ways.password ? "current-password" : "one-time-code"}
            inputMode={ways.password ? "text" : "numeric"}
            value={words}
            onChange={setWords}
          />
        ) : null}
      </SheetForm>
    </Sheet>
  );
}
