"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Check, Copy, Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button, LinkButton } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import type { RecoveryCodes } from "./authenticators";
import { Trouble } from "./trouble";

const asFile = (codes: readonly string[]) =>
  `data:text/plain;charset=utf-8,${encodeURIComponent(`${codes.join("\n")}\n`)}`;

function CopyAll({ codes }: { codes: readonly string[] }) {
  const t = useTranslations("profile");
  const copy = useMutation({ mutationFn: () => navigator.clipboard.writeText(codes.join("\n")) });
  return (
    <Button onClick={() => copy.mutate()}>
      {copy.isSuccess ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
      <span aria-live="polite">{t(copy.isSuccess ? "copied" : "copy")}</span>
    </Button>
  );
}

/** The codes that are left, to be kept elsewhere. `load` asks the server for them, or for new ones. */
export function RecoverySheet(props: { load: () => Promise<RecoveryCodes>; onClose: () => void }) {
  const t = useTranslations("profile.recovery");
  const words = useTranslations("profile");
  const close = useTranslations("shell")("close");
  const told = useQuery({
    queryKey: ["account", "recovery-codes"],
    queryFn: props.load,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const codes = told.data?.unused_codes ?? [];
  const canCopy = typeof navigator !== "undefined" && "clipboard" in navigator;
  const footer =
    codes.length > 0 ? (
      <>
        {canCopy ? <CopyAll codes={codes} /> : null}
        <LinkButton href={asFile(codes)} download="mkv2castui-recovery-codes.txt">
          <Download size={16} aria-hidden />
          {t("download")}
        </LinkButton>
        <Button look="primary" onClick={props.onClose}>
          {t("kept")}
        </Button>
      </>
    ) : null;
  return (
    <Sheet
      open
      onOpenChange={props.onClose}
      title={t("sheetTitle")}
      lead={t("sheetLead")}
      closeLabel={close}
      footer={footer}
    >
      {told.isPending ? (
        <div role="status" aria-label={words("loading")}>
          <Skeleton className="mb-6 h-40" />
        </div>
      ) : null}
      <Trouble error={told.error} onDismiss={props.onClose} />
      {codes.length > 0 ? (
        <ul
          aria-label={t("list")}
          className="mb-5 grid grid-cols-2 gap-x-6 gap-y-2 rounded-md bg-sunken p-5 font-mono text-md tracking-wide"
        >
          {codes.map((code) => (
            <li key={code} className="select-all">
              {code}
            </li>
          ))}
        </ul>
      ) : null}
    </Sheet>
  );
}
