"use client";

import { ShieldCheck, Smartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { Tag } from "@/components/ui/tag";
import { ConfirmSheet } from "@/features/film";
import { allauth } from "@/lib/allauth";
import { useFormats } from "@/lib/formats";
import type { Totp } from "./authenticators";
import { isoOf } from "./said";
import { TotpSheet } from "./totp-sheet";
import { Trouble } from "./trouble";
import { useSecurityStep } from "./use-security-step";

function TurnOff() {
  const t = useTranslations("profile.totp");
  const [asking, setAsking] = useState(false);
  const step = useSecurityStep(() => allauth("DELETE", "account/authenticators/totp"));
  const turnOff = () => {
    setAsking(false);
    step.mutate(undefined);
  };
  return (
    <>
      <Button disabled={step.isPending} onClick={() => setAsking(true)}>
        {t("turnOff")}
      </Button>
      <Trouble error={step.error} onDismiss={step.reset} />
      <ConfirmSheet
        open={asking}
        onOpenChange={setAsking}
        title={t("offTitle")}
        text={t("offText")}
        confirm={t("turnOff")}
        keep={t("keep")}
        onConfirm={turnOff}
      />
    </>
  );
}

/** A code of an app on the phone, asked for after the password. */
export function TotpSection({ totp, onEnrolled }: { totp: Totp | null; onEnrolled: () => void }) {
  const t = useTranslations("profile.totp");
  const formats = useFormats();
  const [open, setOpen] = useState(false);
  const done = () => {
    setOpen(false);
    onEnrolled();
  };
  return (
    <Section
      id="second-factor"
      icon={<Smartphone size={20} />}
      title={t("title")}
      lead={t("lead")}
      aside={
        totp ? (
          <Tag tone="good" icon={<ShieldCheck size={14} aria-hidden />}>
            {t("on")}
          </Tag>
        ) : null
      }
    >
      {totp ? (
        <div className="grid gap-3">
          <p className="text-sm text-ink-2">
            {totp.last_used_at === null
              ? t("since", { date: formats.date(isoOf(totp.created_at)) })
              : t("used", { date: formats.dateTime(isoOf(totp.last_used_at)) })}
          </p>
          <div>
            <TurnOff />
          </div>
        </div>
      ) : (
        <Button look="primary" onClick={() => setOpen(true)}>
          {t("setUp")}
        </Button>
      )}
      {open ? <TotpSheet onClose={() => setOpen(false)} onDone={done} /> : null}
    </Section>
  );
}
