"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/button";
import { ChoiceMenu } from "@/components/ui/menu";
import { THEMES, type Theme, useTheme } from "./theme";

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const satisfies Record<Theme, unknown>;

export function ThemeMenu() {
  const t = useTranslations("shell");
  const { theme, choose } = useTheme();
  const Current = ICONS[theme];
  const choices = THEMES.map((value) => {
    const Icon = ICONS[value];
    return { value, label: t(`themes.${value}`), icon: <Icon size={16} aria-hidden /> };
  });
  const trigger = (
    <IconButton label={t("theme")}>
      <Current size={18} aria-hidden />
    </IconButton>
  );
  return (
    <ChoiceMenu label={t("theme")} trigger={trigger} choices={choices} value={theme} onChoose={choose} />
  );
}
