"use client";

import { useTranslations } from "next-intl";

export function Or() {
  const t = useTranslations("entrance");
  return (
    <div className="flex items-center gap-4 text-xs text-ink-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      {t("or")}
    </div>
  );
}
