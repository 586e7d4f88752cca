"use client";

import { useTranslations } from "next-intl";
import { useSession } from "@/features/entrance";
import { AccountSection } from "./account-section";
import { AuditSection } from "./audit-section";
import { InvitationSection } from "./invitation-section";
import { LimitSection } from "./limit-section";
import { Loaded } from "./loaded";
import { PolicySection } from "./policy-section";
import { ProviderSection } from "./provider-section";

/** For administrators alone; the server says so too. */
export function People() {
  const t = useTranslations("people");
  const session = useSession();
  return (
    <Loaded asked={session}>
      {({ mode, user }) =>
        mode === "accounts" && user?.role === "admin" ? (
          <div className="grid max-w-[48rem] gap-5">
            <AccountSection you={user.id} />
            <InvitationSection />
            <ProviderSection />
            <PolicySection />
            <LimitSection />
            <AuditSection />
          </div>
        ) : (
          <p className="text-ink-2">{t("forbidden")}</p>
        )
      }
    </Loaded>
  );
}
