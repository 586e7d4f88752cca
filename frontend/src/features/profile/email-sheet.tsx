"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { TextField } from "@/components/ui/text-field";
import { allauth } from "@/lib/allauth";
import { SheetForm } from "./sheet-form";
import { useSecurityStep } from "./use-security-step";

function AddressForm({ onSent }: { onSent: (email: string) => void }) {
  const t = useTranslations("profile.email");
  const [email, setEmail] = useState("");
  const step = useSecurityStep((address: string) => allauth("POST", "account/email", { email: address }));
  const address = email.trim().toLowerCase();
  return (
    <SheetForm
      action={t("send")}
      isReady={address !== ""}
      isBusy={step.isPending}
      error={step.error}
      onDismiss={step.reset}
      onSubmit={() => step.mutate(address, { onSuccess: () => onSent(address) })}
    >
      <TextField
        required
        autoFocus
        type="email"
        label={t("new")}
        autoComplete="email"
        value={email}
        onChange={setEmail}
      />
    </SheetForm>
  );
}

function CodeForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations("profile.email");
  const [code, setCode] = useState("");
  const verify = useSecurityStep(() => allauth("POST", "auth/email/verify", { key: code.trim() }));
  const again = useSecurityStep(() => allauth("POST", "auth/email/verify/resend"));
  return (
    <SheetForm
      action={t("confirm")}
      isReady={code.trim() !== ""}
      isBusy={verify.isPending}
      error={verify.error ?? again.error}
      onDismiss={verify.reset}
      onSubmit={() => verify.mutate(undefined, { onSuccess: onDone })}
      beside={
        <Button look="quiet" disabled={again.isPending} onClick={() => again.mutate(undefined)}>
          {t("again")}
        </Button>
      }
    >
      <TextField
        required
        autoFocus
        label={t("code")}
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        value={code}
        onChange={setCode}
      />
      <p role="status" className="text-sm text-ink-2 empty:hidden">
        {again.isSuccess ? t("sentAgain") : null}
      </p>
    </SheetForm>
  );
}

type EmailSheetProps = {
  /** The address whose code was sent before; null: none. */
  waiting: string | null;
  onClose: () => void;
  onDone: () => void;
};

/** Asks for the new address, then for the code that was sent to it. */
export function EmailSheet({ waiting, onClose, onDone }: EmailSheetProps) {
  const t = useTranslations("profile.email");
  const close = useTranslations("shell")("close");
  const [sent, setSent] = useState(waiting);
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title={sent === null ? t("change") : t("codeTitle")}
      lead={sent === null ? t("sheetLead") : t("codeLead", { email: sent })}
      closeLabel={close}
    >
      {sent === null ? <AddressForm onSent={setSent} /> : <CodeForm onDone={onDone} />}
    </Sheet>
  );
}
