"use client";

import { MailPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Facts } from "@/components/ui/facts";
import { Row, RowList } from "@/components/ui/row-list";
import { Section } from "@/components/ui/section";
import { ConfirmSheet } from "@/features/film";
import { ActionProblem } from "@/features/problems";
import { useFormats } from "@/lib/formats";
import { InviteSheet } from "./invite-sheet";
import { Loaded } from "./loaded";
import { type Invitation, useInvitations, useWithdraw } from "./queries";

function InvitationRow({ invitation, onWithdraw }: { invitation: Invitation; onWithdraw: () => void }) {
  const t = useTranslations("people.invitations");
  const roles = useTranslations("people.role");
  const formats = useFormats();
  const name = invitation.email || t("anybody");
  const until = t("until", { date: formats.dateTime(invitation.expires_at) });
  return (
    <Row name={name} about={<Facts facts={[roles(invitation.role ?? "user"), until]} />}>
      <Button aria-label={t("withdrawOne", { name })} onClick={onWithdraw}>
        {t("withdraw")}
      </Button>
    </Row>
  );
}

function Rows({ invitations }: { invitations: readonly Invitation[] }) {
  const t = useTranslations("people.invitations");
  const [asking, setAsking] = useState<string | null>(null);
  const withdraw = useWithdraw();
  if (invitations.length === 0) return <p className="mb-4 text-sm text-ink-3">{t("none")}</p>;
  return (
    <>
      <div className="mb-4">
        <RowList label={t("title")}>
          {invitations.map((each) => (
            <InvitationRow key={each.id} invitation={each} onWithdraw={() => setAsking(each.id)} />
          ))}
        </RowList>
      </div>
      {withdraw.error ? <ActionProblem error={withdraw.error} onDismiss={withdraw.reset} /> : null}
      <ConfirmSheet
        open={asking !== null}
        onOpenChange={() => setAsking(null)}
        title={t("withdrawTitle")}
        text={t("withdrawText")}
        confirm={t("withdraw")}
        keep={t("keep")}
        busy={withdraw.isPending}
        onConfirm={() => asking && withdraw.mutate(asking, { onSettled: () => setAsking(null) })}
      />
    </>
  );
}

export function InvitationSection() {
  const t = useTranslations("people.invitations");
  const invitations = useInvitations();
  const [open, setOpen] = useState(false);
  return (
    <Section id="invitations" icon={<MailPlus size={20} />} title={t("title")} lead={t("lead")}>
      <Loaded asked={invitations}>{(data) => <Rows invitations={data} />}</Loaded>
      <Button look="primary" onClick={() => setOpen(true)}>
        {t("invite")}
      </Button>
      {open ? <InviteSheet onClose={() => setOpen(false)} /> : null}
    </Section>
  );
}
