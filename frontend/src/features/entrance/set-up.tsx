"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { TextField } from "@/components/ui/text-field";
import { allauth, Refused } from "@/lib/allauth";
import { answerOf, api, Problem } from "@/lib/api";
import { EmailField } from "./email-field";
import { EntranceCard } from "./entrance-card";
import { OwnPassword } from "./own-password";
import { useSession } from "./session";
import { StepForm } from "./step-form";
import { useStep } from "./steps";
import { useEntranceWords } from "./use-entrance-words";

type Fields = { name: string; email: string; password: string; code: string };

/** The problem of our own API as fields' errors, where it names fields. */
function asRefused(error: unknown): unknown {
  if (!(error instanceof Problem)) return error;
  if (error.status === 403)
    return new Refused(403, [{ code: "wrong_setup_code", message: error.message, param: "code" }]);
  const codes = error.facts.codes as Record<string, string[]> | undefined;
  const errors = (error.facts.errors ?? {}) as Record<string, string[]>;
  const found = Object.entries(errors).flatMap(([param, messages]) =>
    messages.map((message, n) => ({ param, message, code: codes?.[param]?.[n] ?? "" })),
  );
  return found.length > 0 ? new Refused(422, found) : error;
}

async function setUp(fields: Fields) {
  await answerOf(api.POST("/api/setup/", { body: fields })).catch((error: unknown) => {
    throw asRefused(error);
  });
  return allauth("POST", "auth/login", { email: fields.email, password: fields.password });
}

/** The very first visit: who looks after this server? */
export function SetUp() {
  const t = useTranslations("entrance");
  const words = useEntranceWords();
  const needsCode = useSession().data?.setup_needs_code ?? false;
  const [fields, setFields] = useState<Fields>({ name: "", email: "", password: "", code: "" });
  const make = useStep(() => setUp(fields));
  const set = (field: keyof Fields) => (value: string) => setFields({ ...fields, [field]: value });
  return (
    <EntranceCard title={t("setUp.title")} lead={t("setUp.lead")}>
      <StepForm step={make} fields={["name", "email", "password", "code"]} action={t("setUp.action")}>
        {needsCode ? (
          <TextField
            label={t("setUp.code")}
            hint={t("setUp.codeHint")}
            value={fields.code}
            onChange={set("code")}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            placeholder="XXXX-XXXX-XXXX-XXXX"
            required
            error={words.ofField(make.error, "code")}
          />
        ) : null}
        <TextField
          label={t("setUp.name")}
          autoComplete="name"
          maxLength={150}
          value={fields.name}
          onChange={set("name")}
          error={words.ofField(make.error, "name")}
        />
        <EmailField value={fields.email} onChange={set("email")} refusal={make.error} />
        <OwnPassword
          label={t("fields.password")}
          autoComplete="new-password"
          value={fields.password}
          onChange={set("password")}
          refusal={make.error}
        />
      </StepForm>
    </EntranceCard>
  );
}
