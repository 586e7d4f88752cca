"use client";

import { ShieldAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSession } from "@/features/entrance";
import { ProblemNotice } from "@/features/problems";
import type { Me } from "@/lib/api";
import { DeviceSection } from "./device-section";
import { PasswordSection } from "./password-section";
import { ProofProvider } from "./proof";
import { SectionSkeleton } from "./section-skeleton";
import { Security } from "./security";
import { TokenSection } from "./token-section";
import { Who } from "./who";

function FactorRequired() {
  const t = useTranslations("profile");
  return (
    <p role="status" className="flex items-start gap-3 rounded-md bg-work-soft px-4 py-3 text-sm text-pretty">
      <ShieldAlert size={18} aria-hidden className="mt-0.5 shrink-0 text-work" />
      <span>
        <b className="font-[650]">{t("required.what")}</b> {t("required.next")}
      </span>
    </p>
  );
}

function Account({ me }: { me: Me }) {
  return (
    <ProofProvider>
      <div className="grid max-w-[48rem] gap-5">
        <Who me={me} />
        {me.needs_second_factor ? <FactorRequired /> : null}
        <Security />
        <PasswordSection me={me} />
        <DeviceSection />
        {me.needs_second_factor ? null : <TokenSection isAdmin={me.role === "admin"} />}
      </div>
    </ProofProvider>
  );
}

/** One's own account. Where nobody signs in there is none. */
export function Profile() {
  const t = useTranslations("profile");
  const session = useSession();
  if (session.isPending) return <SectionSkeleton count={3} />;
  if (session.isError) return <ProblemNotice error={session.error} onRetry={() => session.refetch()} />;
  const { mode, user } = session.data;
  if (mode === "local") return <p className="text-ink-2">{t("local")}</p>;
  return user ? <Account me={user} /> : <SectionSkeleton count={3} />;
}
