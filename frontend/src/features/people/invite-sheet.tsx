"use client";

import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { ChoiceGroup } from "@/components/ui/choice-group";
import { CopyField } from "@/components/ui/copy-field";
import { Select } from "@/components/ui/select";
import { Sheet } from "@/components/ui/sheet";
import { TextField } from "@/components/ui/text-field";
import { ActionProblem } from "@/features/problems";
import { type Person, useInvite } from "./queries";

const LIVES = [1, 7, 30];

function InviteForm({ invite }: { invite: ReturnType<typeof useInvite> }) {
  const t = useTranslations("people.invitations");
  const roles = useTranslations("people.role");
  const id = useId();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Person["role"]>("user");
  const [days, setDays] = useState(7);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate({ email: email.trim(), role, days });
  };
  return (
    <form onSubmit={submit} className="grid gap-5 pb-5">
      <TextField
        type="email"
        label={t("email")}
        hint={t("emailHint")}
        autoComplete="off"
        value={email}
        onChange={setEmail}
      />
      <ChoiceGroup
        label={t("role")}
        layout="row"
        choices={(["user", "admin"] as const).map((value) => ({ value, label: roles(value) }))}
        value={role}
        onChange={setRole}
      />
      <div>
        <label htmlFor={id} className="mb-1.5 block text-sm font-semibold">
          {t("life")}
        </label>
        <Select id={id} value={days} onChange={({ target }) => setDays(Number(target.value))}>
          {LIVES.map((life) => (
            <option key={life} value={life}>
              {t("days", { count: life })}
            </option>
          ))}
        </Select>
      </div>
      {invite.error ? <ActionProblem error={invite.error} onDismiss={invite.reset} /> : null}
      <div>
        <Button type="submit" look="primary" disabled={invite.isPending}>
          {t("make")}
        </Button>
      </div>
    </form>
  );
}

/** Makes an invitation, then shows its link: this once. */
export function InviteSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations("people.invitations");
  const words = useTranslations("profile");
  const close = useTranslations("shell")("close");
  const locale = useLocale();
  const invite = useInvite();
  const made = invite.data;
  const link =
    made && new URL(`/${locale}/sign-up/?invitation=${made.invitation}`, window.location.href).href;
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title={made ? t("madeTitle") : t("invite")}
      lead={made ? t("madeLead") : t("lead")}
      closeLabel={close}
      footer={
        made ? (
          <Button look="primary" onClick={onClose}>
            {t("done")}
          </Button>
        ) : null
      }
    >
      {link ? (
        <div className="pb-5">
          <CopyField label={t("link")} value={link} copy={words("copy")} copied={words("copied")} />
        </div>
      ) : (
        <InviteForm invite={invite} />
      )}
    </Sheet>
  );
}
