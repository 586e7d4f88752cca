"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Sheet } from "@/components/ui/sheet";
import { TextField } from "@/components/ui/text-field";
import { allauth, type CreationOptions, makePasskey, type Said } from "@/lib/allauth";
import { SheetForm } from "./sheet-form";
import { useSecurityStep } from "./use-security-step";

const ADDRESS = "account/authenticators/webauthn";

async function add(name: string): Promise<Said<unknown>> {
  const asked = await allauth<CreationOptions>("GET", `${ADDRESS}?passwordless`);
  if (asked.kind !== "done") return asked;
  const credential = await makePasskey(asked.data.creation_options.publicKey);
  return allauth("POST", ADDRESS, { name, credential });
}

/** Asks for a name, then the browser asks for the finger. */
export function PasskeySheet({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const t = useTranslations("profile.passkeys");
  const close = useTranslations("shell")("close");
  const [name, setName] = useState("");
  const step = useSecurityStep(add);
  return (
    <Sheet open onOpenChange={onClose} title={t("add")} lead={t("sheetLead")} closeLabel={close}>
      <SheetForm
        action={t("create")}
        isReady={name.trim() !== ""}
        isBusy={step.isPending}
        error={step.error}
        onDismiss={step.reset}
        onSubmit={() => step.mutate(name.trim(), { onSuccess: onDone })}
      >
        <TextField
          required
          autoFocus
          label={t("name")}
          hint={t("nameHint")}
          maxLength={100}
          value={name}
          onChange={setName}
        />
      </SheetForm>
    </Sheet>
  );
}
