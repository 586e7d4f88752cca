"use client";

import { Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { Row } from "@/components/ui/row-list";
import { TextField } from "@/components/ui/text-field";
import { ConfirmSheet } from "@/features/film";
import { allauth } from "@/lib/allauth";
import { useFormats } from "@/lib/formats";
import type { Passkey } from "./authenticators";
import { isoOf } from "./said";
import { Trouble } from "./trouble";
import { useSecurityStep } from "./use-security-step";

const ADDRESS = "account/authenticators/webauthn";

function Rename({ passkey, onDone }: { passkey: Passkey; onDone: () => void }) {
  const t = useTranslations("profile.passkeys");
  const [name, setName] = useState(passkey.name);
  const step = useSecurityStep(() => allauth("PUT", ADDRESS, { id: passkey.id, name: name.trim() }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    step.mutate(undefined, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit} className="grid gap-3 py-3">
      <TextField required autoFocus label={t("name")} maxLength={100} value={name} onChange={setName} />
      <Trouble error={step.error} onDismiss={step.reset} />
      <div className="flex gap-2">
        <Button type="submit" look="primary" disabled={step.isPending || name.trim() === ""}>
          {t("save")}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}

function Remove({ passkey }: { passkey: Passkey }) {
  const t = useTranslations("profile.passkeys");
  const [asking, setAsking] = useState(false);
  const step = useSecurityStep(() => allauth("DELETE", ADDRESS, { authenticators: [passkey.id] }));
  const remove = () => {
    setAsking(false);
    step.mutate(undefined);
  };
  return (
    <>
      <IconButton label={t("remove", { name: passkey.name })} onClick={() => setAsking(true)}>
        <Trash2 size={18} aria-hidden />
      </IconButton>
      <Trouble error={step.error} onDismiss={step.reset} />
      <ConfirmSheet
        open={asking}
        onOpenChange={setAsking}
        title={t("removeTitle", { name: passkey.name })}
        text={t("removeText")}
        confirm={t("removeConfirm")}
        keep={t("keep")}
        onConfirm={remove}
      />
    </>
  );
}

export function PasskeyRow({ passkey }: { passkey: Passkey }) {
  const t = useTranslations("profile.passkeys");
  const formats = useFormats();
  const [renaming, setRenaming] = useState(false);
  const used = passkey.last_used_at;
  if (renaming)
    return (
      <li>
        <Rename passkey={passkey} onDone={() => setRenaming(false)} />
      </li>
    );
  return (
    <Row
      name={passkey.name}
      about={
        used === null
          ? t("made", { date: formats.date(isoOf(passkey.created_at)) })
          : t("used", { date: formats.dateTime(isoOf(used)) })
      }
    >
      <div className="flex">
        <IconButton label={t("rename", { name: passkey.name })} onClick={() => setRenaming(true)}>
          <Pencil size={18} aria-hidden />
        </IconButton>
        <Remove passkey={passkey} />
      </div>
    </Row>
  );
}
