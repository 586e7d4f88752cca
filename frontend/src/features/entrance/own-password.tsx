"use client";

import { useTranslations } from "next-intl";
import { PasswordField } from "@/components/ui/text-field";

type OwnPasswordProps = {
  label: string;
  autoComplete: "current-password" | "new-password";
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
};

/** One's password; a new one says what makes it good. */
export function OwnPassword(props: OwnPasswordProps) {
  const t = useTranslations("entrance.fields");
  const isNew = props.autoComplete === "new-password";
  return (
    <PasswordField
      {...props}
      required
      minLength={isNew ? 10 : undefined}
      hint={isNew ? t("newPasswordHint") : undefined}
      show={t("showPassword")}
      hide={t("hidePassword")}
    />
  );
}
