"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CheckboxField } from "@/components/ui/checkbox-field";
import { Sheet } from "@/components/ui/sheet";
import { answerOf, api } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import { useProve } from "./proof";
import { useUsage } from "./queries";
import { doneOf } from "./said";
import { saidOf } from "./said-of-api";
import { Trouble } from "./trouble";

function useLeave() {
  const prove = useProve();
  const locale = useLocale();
  return useMutation({
    mutationFn: async () => doneOf(await prove(() => saidOf(answerOf(api.DELETE("/api/account/"))))),
    // A whole new page: nothing of this person stays in its memory.
    onSuccess: () => window.location.assign(`/${locale}/sign-in/`),
  });
}

function Losses() {
  const t = useTranslations("profile.data.losses");
  const formats = useFormats();
  const used = useUsage().data?.storage_used ?? null;
  const losses = [
    used === null ? t("films") : t("filmsOf", { size: formats.bytes(used) }),
    t("work"),
    t("ways"),
    t("scripts"),
  ];
  return (
    <ul className="grid list-disc gap-1.5 pl-5 text-sm text-pretty text-ink-2 marker:text-bad">
      {losses.map((loss) => (
        <li key={loss}>{loss}</li>
      ))}
    </ul>
  );
}

/** Says what goes with the account, and wants it ticked. */
export function LeaveSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations("profile.data");
  const close = useTranslations("shell")("close");
  const [understood, setUnderstood] = useState(false);
  const leave = useLeave();
  const isBusy = leave.isPending || leave.isSuccess;
  const answers = (
    <>
      <Button autoFocus className="flex-1 md:flex-none" onClick={onClose}>
        {t("stay")}
      </Button>
      <Button
        look="danger"
        className="flex-1 md:flex-none"
        disabled={isBusy || !understood}
        onClick={() => leave.mutate()}
      >
        {t(isBusy ? "leaving" : "leave")}
      </Button>
    </>
  );
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title={t("leaveTitle")}
      lead={t("leaveText")}
      closeLabel={close}
      footer={answers}
    >
      <Losses />
      <div className="mt-4 rounded-md bg-bad-soft px-4 py-2">
        <CheckboxField label={t("understood")} checked={understood} onChange={setUnderstood} />
      </div>
      <Trouble error={leave.error} onDismiss={leave.reset} />
    </Sheet>
  );
}
