"use client";

import { useTranslations } from "next-intl";
import { SectionPage } from "@/components/ui/section-page";
import { useSession } from "@/features/entrance";
import { AccountSection } from "./account-section";
import { AuditSection } from "./audit-section";
import { InvitationSection } from "./invitation-section";
import { LimitSection } from "./limit-section";
import { Loaded } from "./loaded";
import { PolicySection } from "./policy-section";
import { ProviderSection } from "./provider-section";

const SECTIONS = ["accounts", "invitations", "providers", "policy", "limits", "audit"] as const;

/** For administrators alone; the server says so too. */
export function People() {
  const t = useTranslations("people");
  const label = useTranslations("shell")("onThisPage");
  const session = useSession();
  const sections = SECTIONS.map((id) => ({ id, title: t(`${id}.title`) }));
  return (
    <Loaded asked={session}>
      {({ mode, user }) =>
        mode === "accounts" && user?.role === "admin" ? (
          <SectionPage label={label} sections={sections}>
            <AccountSection you={user.id} />
            <InvitationSection />
            <ProviderSection />
            <PolicySection />
            <LimitSection />
            <AuditSection />
          </SectionPage>
        ) : (
          <p className="text-ink-2">{t("forbidden")}</p>
        )
      }
    </Loaded>
  );
}
