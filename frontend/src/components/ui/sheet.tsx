"use client";

import * as Dialog from "@radix-ui/react-dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "./button";

type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One sentence under the title; also what the dialog is described by. */
  lead?: string;
  closeLabel: string;
  /** How it looks on wide screens; on a phone it always rises from the lower edge. */
  as?: "dialog" | "panel";
  size?: "normal" | "wide";
  footer?: ReactNode;
  /** Nothing in it may take the focus: then the text itself does, so that keys can scroll it. */
  onlyText?: boolean;
  children?: ReactNode;
};

export function Sheet(props: SheetProps) {
  const {
    open,
    onOpenChange,
    title,
    lead,
    closeLabel,
    as = "dialog",
    size = "normal",
    footer,
    onlyText = false,
    children,
  } = props;
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="veil" />
        <Dialog.Content
          className="sheet"
          data-as={as}
          data-size={size}
          {...(lead ? {} : { "aria-describedby": undefined })}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-3 md:px-7 md:pt-6">
            <div className="min-w-0 flex-1">
              <Dialog.Title className="font-display text-xl font-[650] tracking-[-0.01em] [overflow-wrap:anywhere]">
                {title}
              </Dialog.Title>
              {lead ? (
                <Dialog.Description className="mt-1 text-sm text-ink-2 [overflow-wrap:anywhere]">
                  {lead}
                </Dialog.Description>
              ) : null}
            </div>
            <Dialog.Close asChild>
              <IconButton label={closeLabel} className="-mt-1.5 -mr-2">
                <X size={20} aria-hidden />
              </IconButton>
            </Dialog.Close>
          </header>
          {children ? (
            <div className="sheet-body" {...(onlyText ? { tabIndex: 0 } : {})}>
              {children}
            </div>
          ) : null}
          {footer ? (
            <footer className="flex flex-wrap gap-2 border-t border-line px-5 py-4 md:justify-end md:px-7">
              {footer}
            </footer>
          ) : null}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
