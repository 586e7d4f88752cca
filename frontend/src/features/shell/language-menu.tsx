"use client";

import { Languages } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/button";
import { ChoiceMenu } from "@/components/ui/menu";
import { usePathname, useRouter } from "@/i18n/navigation";
import { LANGUAGES, type Language } from "@/i18n/routing";

const OWN_NAMES: Readonly<Record<Language, string>> = {
  en: "English",
  fr: "Français",
  de: "Deutsch",
  es: "Español",
  it: "Italiano",
};

export function LanguageMenu() {
  const t = useTranslations("shell");
  const locale = useLocale();
  const router = useRouter();
  const pathname = usePathname();
  const trigger = (
    <IconButton label={t("language")}>
      <Languages size={18} aria-hidden />
    </IconButton>
  );
  return (
    <ChoiceMenu
      label={t("language")}
      trigger={trigger}
      choices={LANGUAGES.map((value) => ({ value, label: OWN_NAMES[value], lang: value }))}
      value={locale}
      onChoose={(next) => router.replace(pathname + window.location.search, { locale: next, scroll: false })}
    />
  );
}
