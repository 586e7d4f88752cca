"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Sheet } from "@/components/ui/sheet";

type Words = { title: string; lead: string };

type ShownOnceSheetProps = Words & {
  /** What was made; undefined: not yet. */
  made: (Words & { label: string; value: string; kept: string }) | undefined;
  onClose: () => void;
  /** The form that makes it. */
  children: ReactNode;
};

/** Makes a secret, then shows it: this once. */
export function ShownOnceSheet({ title, lead, made, onClose, children }: ShownOnceSheetProps) {
  const t = useTranslations("profile");
  const close = useTranslations("shell")("close");
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title={made?.title ?? title}
      lead={made?.lead ?? lead}
      closeLabel={close}
      footer={
        made ? (
          <Button look="primary" onClick={onClose}>
            {made.kept}
          </Button>
        ) : null
      }
    >
      {made ? (
        <div className="pb-5">
          <CopyField label={made.label} value={made.value} copy={t("copy")} copied={t("copied")} />
        </div>
      ) : (
        children
      )}
    </Sheet>
  );
}
