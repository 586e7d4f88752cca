"use client";

import { useTranslations } from "next-intl";
import { CopyField } from "@/components/ui/copy-field";
import { PasswordField, TextField } from "@/components/ui/text-field";
import type { ProviderKind } from "./provider-address";
import { useProviderErrors, useWrongField } from "./provider-errors";

export type Said = {
  name: string;
  issuer: string;
  client_id: string;
  secret: string;
  groups_claim: string;
  admin_group: string;
};

export const NOTHING_SAID: Said = {
  name: "",
  issuer: "",
  client_id: "",
  secret: "",
  groups_claim: "groups",
  admin_group: "",
};

/** What the server may say something about, each beside its field. */
export const FIELDS = Object.keys(NOTHING_SAID);

export function isComplete(kind: ProviderKind, said: Said, isSecretKept: boolean): boolean {
  const needed = kind === "oidc" ? [said.name, said.issuer, said.groups_claim] : [];
  return [...needed, said.client_id, isSecretKept || said.secret].every((each) => each !== "");
}

export function CallbackField({ address }: { address: string }) {
  const t = useTranslations("people.providers");
  const words = useTranslations("profile");
  return (
    <div>
      <CopyField label={t("callback")} value={address} copy={words("copy")} copied={words("copied")} />
      <p className="mt-1.5 text-xs text-pretty text-ink-3">{t("callbackHint")}</p>
    </div>
  );
}

type FieldsProps = {
  kind: ProviderKind;
  said: Said;
  callback: string;
  /** The stored secret stays when none is said. */
  isSecretKept: boolean;
  error: unknown;
  onChange: (some: Partial<Said>) => void;
};

export function ProviderFields({ kind, said, callback, isSecretKept, error, onChange }: FieldsProps) {
  const t = useTranslations("people.providers");
  const password = useTranslations("entrance.fields");
  const errorOf = useProviderErrors(error);
  const fields = useWrongField(error);
  const field = (name: keyof Said) => ({
    label: t(`fields.${name}`),
    value: said[name],
    error: errorOf(name),
    autoComplete: "off",
    onChange: (value: string) => onChange({ [name]: value }),
  });
  const isOpenId = kind === "oidc";
  const technical = { autoCapitalize: "none", spellCheck: false };
  return (
    <div ref={fields} className="grid gap-5">
      {isOpenId ? (
        <>
          <TextField {...field("name")} hint={t("nameHint")} maxLength={40} required />
          <TextField
            {...field("issuer")}
            {...technical}
            type="url"
            inputMode="url"
            placeholder="https://sso.example.org"
            hint={t("issuerHint")}
            required
          />
        </>
      ) : null}
      <CallbackField address={callback} />
      <TextField {...field("client_id")} {...technical} maxLength={191} required />
      <PasswordField
        {...field("secret")}
        autoComplete="new-password"
        hint={isSecretKept ? t("secretKept") : undefined}
        required={!isSecretKept}
        show={password("showPassword")}
        hide={password("hidePassword")}
      />
      {isOpenId ? (
        <TextField {...field("admin_group")} {...technical} hint={t("adminGroupHint")} maxLength={200} />
      ) : null}
      {isOpenId && said.admin_group ? (
        <TextField {...field("groups_claim")} {...technical} hint={t("groupsClaimHint")} required />
      ) : null}
    </div>
  );
}
