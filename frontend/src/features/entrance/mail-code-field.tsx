"use client";

import { useTranslations } from "next-intl";
import { TextField } from "@/components/ui/text-field";
import { useEntranceWords } from "./use-entrance-words";

type MailCodeFieldProps = {
  value: string;
  onChange: (value: string) => void;
  /** What the server refused, if it did. */
  refusal: unknown;
};

/** The code that was sent by mail. */
export function MailCodeField({ refusal, ...rest }: MailCodeFieldProps) {
  const t = useTranslations("entrance.fields");
  const words = useEntranceWords();
  return (
    <TextField
      {...rest}
      label={t("mailCode")}
      autoComplete="one-time-code"
      autoCapitalize="characters"
      spellCheck={false}
      required
      autoFocus
      error={words.ofField(refusal, "key")}
    />
  );
}
