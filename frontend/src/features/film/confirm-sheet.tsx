"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";

type ConfirmProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  text: string;
  confirm: string;
  keep: string;
  busy?: boolean;
  onConfirm: () => void;
};

/** Asks before something is lost. The safe answer stands first and has the focus. */
export function ConfirmSheet({
  open,
  onOpenChange,
  title,
  text,
  confirm,
  keep,
  busy = false,
  onConfirm,
}: ConfirmProps) {
  const close = useTranslations("shell")("close");
  const answers = (
    <>
      <Button autoFocus className="flex-1 md:flex-none" onClick={() => onOpenChange(false)}>
        {keep}
      </Button>
      <Button look="danger" className="flex-1 md:flex-none" disabled={busy} onClick={onConfirm}>
        {confirm}
      </Button>
    </>
  );
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      lead={text}
      closeLabel={close}
      footer={answers}
    />
  );
}
