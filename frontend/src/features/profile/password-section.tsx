"use client";

import { RectangleEllipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { DoneNote } from "@/components/ui/done-note";
import { Section } from "@/components/ui/section";
import { PasswordField } from "@/components/ui/text-field";
import { allauth } from "@/lib/allauth";
import type { Me } from "@/lib/api";
import { Trouble } from "./trouble";
import { useSecurityStep } from "./use-security-step";

function PasswordForm({ me, onDone }: { me: Me; onDone: () => void }) {
  const t = useTranslations("profile.password");
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const eye = { show: t("show"), hide: t("hide"), required: true };
  const step = useSecurityStep(() =>
    allauth("POST", "account/password/change", {
      ...(me.has_password ? { current_password: current } : {}),
      new_password: next,
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    step.mutate(undefined, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit} className="grid max-w-[26rem] gap-4">
      <input hidden readOnly type="text" autoComplete="username" value={me.email} />
      {me.has_password ? (
        <PasswordField
          {...eye}
          label={t("current")}
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
        />
      ) : null}
      <PasswordField
        {...eye}
        label={t("new")}
        hint={t("newHint")}
        autoComplete="new-password"
        value={next}
        onChange={setNext}
      />
      <Trouble error={step.error} onDismiss={step.reset} />
      <div>
        <Button type="submit" look="primary" disabled={step.isPending || next === ""}>
          {t(me.has_password ? "change" : "set")}
        </Button>
      </div>
    </form>
  );
}

export function PasswordSection({ me }: { me: Me }) {
  const t = useTranslations("profile.password");
  const [state, setState] = useState<"closed" | "open" | "done">("closed");
  return (
    <Section
      id="password"
      icon={<RectangleEllipsis size={20} />}
      title={t("title")}
      lead={t(me.has_password ? "lead" : "noneLead")}
    >
      <DoneNote>{state === "done" ? t("done") : null}</DoneNote>
      {state === "open" ? (
        <PasswordForm me={me} onDone={() => setState("done")} />
      ) : (
        <Button onClick={() => setState("open")}>{t(me.has_password ? "change" : "set")}</Button>
      )}
    </Section>
  );
}
