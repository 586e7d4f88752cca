"use client";

import { useTranslations } from "next-intl";
import { Link } from "@/i18n/navigation";
import { ConvertingPill } from "./converting-pill";
import { LanguageMenu } from "./language-menu";
import { Logo } from "./logo";
import { HeaderNavigation } from "./navigation";
import { ThemeMenu } from "./theme-menu";

export function Header() {
  const t = useTranslations("shell");
  return (
    <header className="flex min-h-[3.75rem] items-center gap-3 border-b border-line px-[var(--edge)] py-2 md:gap-6">
      <Link
        href="/"
        aria-label={t("home")}
        className="inline-flex shrink-0 items-center gap-2.5 font-display text-lg leading-none font-bold tracking-[-0.01em]"
      >
        <Logo />
        <span>
          mkv2cast<span className="text-accent">UI</span>
        </span>
      </Link>
      <HeaderNavigation />
      <div className="-mr-2 ml-auto flex items-center gap-1">
        <ConvertingPill />
        <LanguageMenu />
        <ThemeMenu />
      </div>
    </header>
  );
}
