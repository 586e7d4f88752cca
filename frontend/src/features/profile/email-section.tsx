"use client";

import { Mail } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DoneNote } from "@/components/ui/done-note";
import { Section } from "@/components/ui/section";
import { allauth } from "@/lib/allauth";
import type { Me } from "@/lib/api";
import { EmailSheet } from "./email-sheet";
import { useAddresses } from "./queries";
import { Trouble } from "./trouble";
import { useSecurityStep } from "./use-security-step";

/** A new address whose code was sent and not typed yet: it outlives a reload. */
function Waiting({ email, onType }: { email: string; onType: () => void }) {
  const t = useTranslations("profile.email");
  const giveUp = useSecurityStep(() => allauth("DELETE", "account/email", { email }));
  return (
    <div className="rounded-md bg-work-soft px-4 py-3">
      <p className="text-sm text-pretty [overflow-wrap:anywhere]">{t("waiting", { email })}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button look="primary" onClick={onType}>
          {t("typeCode")}
        </Button>
        <Button look="quiet" disabled={giveUp.isPending} onClick={() => giveUp.mutate(undefined)}>
          {t("giveUp")}
        </Button>
      </div>
      <Trouble error={giveUp.error} onDismiss={giveUp.reset} />
    </div>
  );
}

/** Where our mails go, and with what one signs in. */
export function EmailSection({ me }: { me: Me }) {
  const t = useTranslations("profile.email");
  const [state, setState] = useState<"closed" | "open" | "done">("closed");
  const addresses = useAddresses();
  const waiting = addresses.data?.find((each) => !each.verified && each.email !== me.email)?.email ?? null;
  return (
    <Section id="email" icon={<Mail size={20} />} title={t("title")} lead={t("lead", { email: me.email })}>
      <DoneNote>{state === "done" ? t("done") : null}</DoneNote>
      <Trouble error={addresses.error} onDismiss={() => void addresses.refetch()} />
      {waiting ? (
        <Waiting email={waiting} onType={() => setState("open")} />
      ) : (
        <Button onClick={() => setState("open")}>{t("change")}</Button>
      )}
      {state === "open" ? (
        <EmailSheet waiting={waiting} onClose={() => setState("closed")} onDone={() => setState("done")} />
      ) : null}
    </Section>
  );
}
