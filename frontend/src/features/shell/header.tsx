"use client";

import { useTranslations } from "next-intl";
import { AccountMenu } from "@/features/entrance";
import { Link } from "@/i18n/navigation";
import { ConvertingPill } from "./converting-pill";
import { LanguageMenu } from "./language-menu";
import { Logo, Wordmark } from "./logo";
import { HeaderNavigation } from "./navigation";
import { ThemeMenu } from "./theme-menu";

/** `isFrontDoor`: on the pages for those who are not signed in there is nowhere else to go. */
export function Header({ isFrontDoor }: { isFrontDoor: boolean }) {
  const t = useTranslations("shell");
  return (
    <header className="flex min-h-[3.75rem] items-center gap-3 border-b border-line px-[var(--edge)] py-2 md:gap-6">
      <Link
        href="/"
        aria-label={t("home")}
        className="inline-flex shrink-0 items-center gap-2.5 font-display text-lg leading-none font-bold tracking-[-0.01em]"
      >
        <Logo />
        <Wordmark />
      </Link>
      {isFrontDoor ? null : <HeaderNavigation />}
      <div className="-mr-2 ml-auto flex items-center gap-1">
        {isFrontDoor ? null : <ConvertingPill />}
        <LanguageMenu />
        <ThemeMenu />
        <AccountMenu />
      </div>
    </header>
  );
}
