"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Sheet } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import { TextField } from "@/components/ui/text-field";
import { allauth } from "@/lib/allauth";
import { QrCode } from "./qr-code";
import { useTotpSecret } from "./queries";
import { Trouble } from "./trouble";
import { useSecurityStep } from "./use-security-step";

/** In groups of four, as one reads it aloud. */
const grouped = (secret: string) => secret.replace(/(.{4})(?=.)/g, "$1 ");

function Secret({ secret, url }: { secret: string; url: string }) {
  const t = useTranslations("profile.totp");
  const words = useTranslations("profile");
  return (
    <div className="grid justify-items-center gap-5 sm:grid-cols-[auto_minmax(0,1fr)]">
      <QrCode text={url} label={t("qr")} />
      <div className="w-full min-w-0 space-y-3">
        <p className="text-sm text-ink-2">{t("scan")}</p>
        <CopyField label={t("key")} value={grouped(secret)} copy={words("copy")} copied={words("copied")} />
        <a href={url} className="text-sm font-medium text-accent underline underline-offset-2 md:hidden">
          {t("open")}
        </a>
      </div>
    </div>
  );
}

function CodeForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations("profile.totp");
  const [code, setCode] = useState("");
  const step = useSecurityStep(() =>
    allauth("POST", "account/authenticators/totp", { code: code.replace(/\s/g, "") }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    step.mutate(undefined, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit} className="mt-5 grid gap-4 border-t border-line pt-5 pb-2">
      <TextField
        required
        label={t("code")}
        hint={t("codeHint")}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={8}
        value={code}
        onChange={setCode}
      />
      <Trouble error={step.error} onDismiss={step.reset} />
      <div>
        <Button type="submit" look="primary" disabled={step.isPending || code.trim() === ""}>
          {t("turnOn")}
        </Button>
      </div>
    </form>
  );
}

function Loading() {
  const t = useTranslations("profile");
  return (
    <div role="status" aria-label={t("loading")} className="flex gap-5 pb-6">
      <Skeleton className="size-52" />
      <Skeleton className="h-4 flex-1" />
    </div>
  );
}

/** Tells an authenticator app the secret, and asks for a code of it as the proof that it works. */
export function TotpSheet({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const t = useTranslations("profile.totp");
  const close = useTranslations("shell")("close");
  const told = useTotpSecret();
  const { secret, totp_url: url } = told.data ?? {};
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title={t("title")}
      lead={t("sheetLead")}
      closeLabel={close}
      size="wide"
    >
      {told.isPending ? <Loading /> : null}
      <Trouble error={told.error} onDismiss={() => void told.refetch()} />
      {secret && url ? (
        <>
          <Secret secret={secret} url={url} />
          <CodeForm onDone={onDone} />
        </>
      ) : null}
    </Sheet>
  );
}
