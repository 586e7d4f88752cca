"use client";

import { useTranslations } from "next-intl";
import { TextField } from "@/components/ui/text-field";
import { useEntranceWords } from "./use-entrance-words";

type EmailFieldProps = {
  /** `username webauthn`: passkeys are offered here, too. */
  autoComplete?: "username" | "username webauthn" | "email";
  value: string;
  onChange: (value: string) => void;
  /** What the server refused, if it did. */
  refusal: unknown;
  readOnly?: boolean;
  hint?: string | undefined;
};

/** The address that an account goes by. */
export function EmailField({ autoComplete = "username", refusal, ...rest }: EmailFieldProps) {
  const t = useTranslations("entrance.fields");
  const words = useEntranceWords();
  return (
    <TextField
      {...rest}
      label={t("email")}
      type="email"
      autoComplete={autoComplete}
      required
      error={words.ofField(refusal, "email")}
    />
  );
}
