"use client";

import { Cast, History, type LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { cx } from "@/components/ui/class-names";
import { Link, usePathname } from "@/i18n/navigation";

type Entry = { href: string; name: "convert" | "history"; icon: LucideIcon };

const ENTRIES: readonly Entry[] = [
  { href: "/", name: "convert", icon: Cast },
  { href: "/history", name: "history", icon: History },
];

function useCurrent(): (entry: Entry) => "page" | undefined {
  const pathname = usePathname().replace(/(.)\/$/, "$1");
  return (entry) => (pathname === entry.href ? "page" : undefined);
}

/** In the header on wide screens. */
export function HeaderNavigation() {
  const t = useTranslations("shell");
  const current = useCurrent();
  return (
    <nav aria-label={t("navigation")} className="hidden gap-1 md:flex">
      {ENTRIES.map((entry) => (
        <Link
          key={entry.name}
          href={entry.href}
          aria-current={current(entry)}
          className={cx(
            "rounded-full px-3.5 py-2 text-sm font-medium text-ink-2 transition-colors duration-150 hover:text-ink focus-visible:rounded-full",
            "decoration-accent decoration-2 underline-offset-8 aria-[current=page]:text-ink aria-[current=page]:underline",
          )}
        >
          {t(entry.name)}
        </Link>
      ))}
    </nav>
  );
}

/** At the lower edge on phones, in reach of the thumb. */
export function TabBar() {
  const t = useTranslations("shell");
  const current = useCurrent();
  return (
    <nav
      aria-label={t("navigation")}
      className="fixed inset-x-0 bottom-0 z-30 grid auto-cols-fr grid-flow-col border-t border-line bg-surface pt-1.5 pb-[max(0.6rem,env(safe-area-inset-bottom))] md:hidden"
    >
      {ENTRIES.map((entry) => (
        <Link
          key={entry.name}
          href={entry.href}
          aria-current={current(entry)}
          className={cx(
            "grid min-h-12 justify-items-center gap-0.5 p-1 text-[0.6875rem] font-medium text-ink-3",
            "aria-[current=page]:text-accent",
          )}
        >
          <entry.icon size={20} aria-hidden />
          {t(entry.name)}
        </Link>
      ))}
    </nav>
  );
}
