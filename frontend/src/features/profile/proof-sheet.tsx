"use client";

import { useMutation } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { TextField } from "@/components/ui/text-field";
import { allauth, canUsePasskeys, type Flow, provePasskey, type Said } from "@/lib/allauth";
import { doneOf } from "./said";
import { Trouble } from "./trouble";

type ProofSheetProps = { flows: readonly Flow[]; onAnswer: (proven: boolean) => void };

function waysOf(flows: readonly Flow[]) {
  const types = flows.find((flow) => flow.id === "mfa_reauthenticate")?.types ?? [];
  return {
    password: flows.some((flow) => flow.id === "reauthenticate"),
    code: types.includes("totp"),
    passkey: types.includes("webauthn") && canUsePasskeys(),
  };
}

const byWords = (password: boolean, words: string): Promise<Said<unknown>> =>
  password
    ? allauth("POST", "auth/reauthenticate", { password: words })
    : allauth("POST", "auth/2fa/reauthenticate", { code: words });

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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    step.mutate("words");
  };
  const hasField = ways.password || ways.code;
  return (
    <Sheet open onOpenChange={() => onAnswer(false)} title={t("title")} lead={t("lead")} closeLabel={close}>
      <form onSubmit={submit} className="grid gap-4 pb-2">
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
        <Trouble error={step.error} onDismiss={step.reset} />
        <div className="flex flex-wrap gap-2">
          {hasField ? (
            <Button type="submit" look="primary" disabled={step.isPending || words === ""}>
              {t("confirm")}
            </Button>
          ) : null}
          {ways.passkey ? (
            <Button disabled={step.isPending} onClick={() => step.mutate("passkey")}>
              <KeyRound size={16} aria-hidden />
              {t("passkey")}
            </Button>
          ) : null}
        </div>
      </form>
    </Sheet>
  );
}
