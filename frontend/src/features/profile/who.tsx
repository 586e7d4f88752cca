"use client";

import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";
import { initials } from "@/features/entrance";
import type { Me } from "@/lib/api";
import { NameSheet } from "./name-sheet";

/** Whose page this is. */
export function Who({ me }: { me: Me }) {
  const t = useTranslations("profile");
  const [open, setOpen] = useState(false);
  return (
    <div className="flex items-center gap-4">
      <span
        aria-hidden
        className="grid size-16 shrink-0 place-items-center rounded-full bg-accent font-display text-xl font-bold text-accent-ink"
      >
        {initials(me.name || me.email)}
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-1">
          <p className="min-w-0 font-display text-xl font-[650] tracking-[-0.01em] [overflow-wrap:anywhere]">
            {me.name || me.email}
          </p>
          {me.needs_second_factor ? null : (
            <IconButton label={t("name.change")} onClick={() => setOpen(true)}>
              <Pencil size={18} aria-hidden />
            </IconButton>
          )}
        </div>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-2 [overflow-wrap:anywhere]">
          {me.name ? me.email : null}
          {me.role === "admin" ? <Tag tone="accent">{t("admin")}</Tag> : null}
        </p>
      </div>
      {open ? <NameSheet name={me.name} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}
