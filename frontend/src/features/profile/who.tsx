"use client";

import { useTranslations } from "next-intl";
import { Tag } from "@/components/ui/tag";
import type { Me } from "@/lib/api";

const initialOf = (me: Me): string => ([...(me.name || me.email)][0] ?? "").toLocaleUpperCase();

/** Whose page this is. */
export function Who({ me }: { me: Me }) {
  const t = useTranslations("profile");
  return (
    <div className="flex items-center gap-4">
      <span
        aria-hidden
        className="grid size-16 shrink-0 place-items-center rounded-full bg-accent font-display text-xl font-bold text-accent-ink"
      >
        {initialOf(me)}
      </span>
      <div className="min-w-0 flex-1">
        <p className="font-display text-xl font-[650] tracking-[-0.01em] [overflow-wrap:anywhere]">
          {me.name || me.email}
        </p>
        {me.name ? <p className="text-sm text-ink-2 [overflow-wrap:anywhere]">{me.email}</p> : null}
      </div>
      {me.role === "admin" ? <Tag tone="accent">{t("admin")}</Tag> : null}
    </div>
  );
}
