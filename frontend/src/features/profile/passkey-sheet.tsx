"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { TextField } from "@/components/ui/text-field";
import { allauth, type CreationOptions, makePasskey, type Said } from "@/lib/allauth";
import { Trouble } from "./trouble";
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    step.mutate(name.trim(), { onSuccess: onDone });
  };
  return (
    <Sheet open onOpenChange={onClose} title={t("add")} lead={t("sheetLead")} closeLabel={close}>
      <form onSubmit={submit} className="grid gap-4 pb-2">
        <TextField
          required
          autoFocus
          label={t("name")}
          hint={t("nameHint")}
          maxLength={100}
          value={name}
          onChange={setName}
        />
        <Trouble error={step.error} onDismiss={step.reset} />
        <div>
          <Button type="submit" look="primary" disabled={step.isPending || name.trim() === ""}>
            {t("create")}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
