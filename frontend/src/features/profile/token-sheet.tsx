"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { CheckboxField } from "@/components/ui/checkbox-field";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { type ApiToken, answerOf, api } from "@/lib/api";
import { TOKENS } from "./keys";
import { useProve } from "./proof";
import { doneOf } from "./said";
import { saidOf } from "./said-of-api";
import { SheetForm } from "./sheet-form";
import { ShownOnceSheet } from "./shown-once-sheet";

export type Scope = ApiToken["scopes"][number];

const LIVES = [30, 90, 365, null] as const;

function LifeChoice({ days, onChange }: { days: number | null; onChange: (days: number | null) => void }) {
  const t = useTranslations("profile.tokens");
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-semibold">
        {t("life")}
      </label>
      <Select
        id={id}
        value={days ?? "never"}
        onChange={({ target }) => onChange(target.value === "never" ? null : Number(target.value))}
      >
        {LIVES.map((life) => (
          <option key={life} value={life ?? "never"}>
            {life === null ? t("noEnd") : t("days", { count: life })}
          </option>
        ))}
      </Select>
    </div>
  );
}

function useMakeToken() {
  const client = useQueryClient();
  const prove = useProve();
  return useMutation({
    mutationFn: async (body: { name: string; scopes: Scope[]; expires_in_days: number | null }) =>
      doneOf(await prove(() => saidOf(answerOf(api.POST("/api/tokens/", { body }))))),
    onSuccess: () => client.invalidateQueries({ queryKey: TOKENS }),
  });
}

function TokenForm(props: { scopes: readonly Scope[]; make: ReturnType<typeof useMakeToken> }) {
  const t = useTranslations("profile.tokens");
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly Scope[]>(["read"]);
  const [days, setDays] = useState<number | null>(90);
  const turn = (scope: Scope, on: boolean) =>
    setScopes(on ? [...scopes, scope] : scopes.filter((each) => each !== scope));
  return (
    <SheetForm
      action={t("make")}
      isReady={name.trim() !== "" && scopes.length > 0}
      isBusy={props.make.isPending}
      error={props.make.error}
      onDismiss={props.make.reset}
      onSubmit={() => props.make.mutate({ name: name.trim(), scopes: [...scopes], expires_in_days: days })}
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
      <fieldset>
        <legend className="mb-1 text-sm font-semibold">{t("may")}</legend>
        {props.scopes.map((scope) => (
          <CheckboxField
            key={scope}
            label={t(`scopes.${scope}.name`)}
            hint={t(`scopes.${scope}.hint`)}
            checked={scopes.includes(scope)}
            onChange={(on) => turn(scope, on)}
          />
        ))}
      </fieldset>
      <LifeChoice days={days} onChange={setDays} />
    </SheetForm>
  );
}

/** Makes a token, then shows it: this once. */
export function TokenSheet({ scopes, onClose }: { scopes: readonly Scope[]; onClose: () => void }) {
  const t = useTranslations("profile.tokens");
  const make = useMakeToken();
  const { name, token } = make.data ?? {};
  const made =
    name && token
      ? { title: t("madeTitle"), lead: t("madeLead"), label: name, value: token, kept: t("kept") }
      : undefined;
  return (
    <ShownOnceSheet title={t("make")} lead={t("sheetLead")} made={made} onClose={onClose}>
      <TokenForm scopes={scopes} make={make} />
    </ShownOnceSheet>
  );
}
