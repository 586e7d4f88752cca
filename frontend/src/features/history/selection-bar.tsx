"use client";

import { Trash2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { allState } from "./selection";

type SelectionBarProps = {
  chosen: number;
  all: number;
  onAll: (selected: boolean) => void;
  onDelete: () => void;
  /** What else can be done with those that are chosen. */
  more: ReactNode;
};

export function SelectionBar({ chosen, all, onAll, onDelete, more }: SelectionBarProps) {
  const t = useTranslations("history");
  return (
    <div className="sticky top-0 z-20 flex min-h-14 flex-wrap items-center gap-x-3 rounded-t-[calc(var(--radius-lg)-1px)] border-b border-line bg-surface px-3 md:px-4">
      <Checkbox label={t("selectAll")} checked={allState(chosen, all)} onChange={onAll} />
      <span role="status" className="flex-1 text-sm text-ink-2">
        {chosen > 0 ? t("selected", { count: chosen }) : t("selectAll")}
      </span>
      {chosen > 0 ? (
        <>
          <Button look="quiet" onClick={() => onAll(false)} aria-label={t("clearSelection")} className="px-3">
            <X size={16} aria-hidden />
          </Button>
          {more}
          <Button onClick={onDelete}>
            <Trash2 size={16} aria-hidden />
            {t("delete")}
          </Button>
        </>
      ) : null}
    </div>
  );
}
