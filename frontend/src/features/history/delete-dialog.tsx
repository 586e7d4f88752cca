"use client";

import { useTranslations } from "next-intl";
import { ConfirmSheet } from "@/features/film";

type DeleteDialogProps = {
  ids: readonly string[];
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

export function DeleteDialog({ ids, busy, onConfirm, onClose }: DeleteDialogProps) {
  const t = useTranslations("history");
  const count = Math.max(1, ids.length);
  return (
    <ConfirmSheet
      open={ids.length > 0}
      onOpenChange={(open) => open || onClose()}
      title={t("deleteTitle", { count })}
      text={t("deleteText", { count })}
      confirm={busy ? t("deleting") : t("deleteConfirm", { count })}
      keep={t("keep")}
      busy={busy}
      onConfirm={onConfirm}
    />
  );
}
