"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { CopyField } from "@/components/ui/copy-field";
import { Select } from "@/components/ui/select";
import { Sheet } from "@/components/ui/sheet";
import { TextField } from "@/components/ui/text-field";
import { type ApiToken, answerOf, api } from "@/lib/api";
import { TOKENS } from "./keys";
import { Trouble } from "./trouble";

export type Scope = ApiToken["scopes"][number];

const LIVES = [30, 90, 365, null] as const;

function ScopeChoice(props: { scope: Scope; checked: boolean; onChange: (checked: boolean) => void }) {
  const t = useTranslations("profile.tokens.scopes");
  const id = useId();
  return (
    <div className="flex items-start gap-3 py-1.5">
      <span className="pt-0.5">
        <Checkbox id={id} checked={props.checked} onChange={props.onChange} />
      </span>
      <label htmlFor={id} className="cursor-pointer text-sm">
        <span className="font-medium">{t(`${props.scope}.name`)}</span>
        <span className="block text-xs text-ink-3">{t(`${props.scope}.hint`)}</span>
      </label>
    </div>
  );
}

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
  return useMutation({
    mutationFn: (body: { name: string; scopes: Scope[]; expires_in_days: number | null }) =>
      answerOf(api.POST("/api/tokens/", { body })),
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.make.mutate({ name: name.trim(), scopes: [...scopes], expires_in_days: days });
  };
  const isReady = name.trim() !== "" && scopes.length > 0 && !props.make.isPending;
  return (
    <form onSubmit={submit} className="grid gap-5 pb-2">
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
          <ScopeChoice
            key={scope}
            scope={scope}
            checked={scopes.includes(scope)}
            onChange={(on) => turn(scope, on)}
          />
        ))}
      </fieldset>
      <LifeChoice days={days} onChange={setDays} />
      <Trouble error={props.make.error} onDismiss={props.make.reset} />
      <div>
        <Button type="submit" look="primary" disabled={!isReady}>
          {t("make")}
        </Button>
      </div>
    </form>
  );
}

/** Makes a token, then shows it: this once. */
export function TokenSheet({ scopes, onClose }: { scopes: readonly Scope[]; onClose: () => void }) {
  const t = useTranslations("profile.tokens");
  const words = useTranslations("profile");
  const close = useTranslations("shell")("close");
  const make = useMakeToken();
  const made = make.data;
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title={made ? t("madeTitle") : t("make")}
      lead={made ? t("madeLead") : t("sheetLead")}
      closeLabel={close}
      footer={
        made ? (
          <Button look="primary" onClick={onClose}>
            {t("kept")}
          </Button>
        ) : null
      }
    >
      {made ? (
        <div className="pb-5">
          <CopyField label={made.name} value={made.token} copy={words("copy")} copied={words("copied")} />
        </div>
      ) : (
        <TokenForm scopes={scopes} make={make} />
      )}
    </Sheet>
  );
}
