"use client";

import { useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { ChoiceGroup } from "@/components/ui/choice-group";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { SheetForm, ShownOnceSheet } from "@/features/profile";
import { type Person, useInvite } from "./queries";

const LIVES = [1, 7, 30];

function InviteForm({ invite }: { invite: ReturnType<typeof useInvite> }) {
  const t = useTranslations("people.invitations");
  const roles = useTranslations("people.role");
  const id = useId();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Person["role"]>("user");
  const [days, setDays] = useState(7);
  return (
    <SheetForm
      action={t("make")}
      isReady
      isBusy={invite.isPending}
      error={invite.error}
      onDismiss={invite.reset}
      onSubmit={() => invite.mutate({ email: email.trim(), role, days })}
    >
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
    </SheetForm>
  );
}

/** Makes an invitation, then shows its link: this once. */
export function InviteSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations("people.invitations");
  const locale = useLocale();
  const invite = useInvite();
  const linkOf = (invitation: string) =>
    new URL(`/${locale}/sign-up/?invitation=${invitation}`, window.location.href).href;
  const made = invite.data && {
    title: t("madeTitle"),
    lead: t("madeLead"),
    label: t("link"),
    value: linkOf(invite.data.invitation),
    kept: t("done"),
  };
  return (
    <ShownOnceSheet title={t("invite")} lead={t("lead")} made={made} onClose={onClose}>
      <InviteForm invite={invite} />
    </ShownOnceSheet>
  );
}
