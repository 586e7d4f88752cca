"use client";

import { useTranslations } from "next-intl";
import { PasswordField } from "@/components/ui/text-field";
import { useEntranceWords } from "./use-entrance-words";

type OwnPasswordProps = {
  label: string;
  autoComplete: "current-password" | "new-password";
  value: string;
  onChange: (value: string) => void;
  /** What the server refused, if it did and the field shall say so. */
  refusal?: unknown;
};

/** One's password; a new one says what makes it good. */
export function OwnPassword({ refusal, ...rest }: OwnPasswordProps) {
  const t = useTranslations("entrance.fields");
  const words = useEntranceWords();
  const isNew = rest.autoComplete === "new-password";
  return (
    <PasswordField
      {...rest}
      required
      minLength={isNew ? 10 : undefined}
      hint={isNew ? t("newPasswordHint") : undefined}
      show={t("showPassword")}
      hide={t("hidePassword")}
      error={words.ofField(refusal, "password")}
    />
  );
}
