"use client";

import { ShieldAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { SectionPage } from "@/components/ui/section-page";
import { useSession } from "@/features/entrance";
import { ProblemNotice } from "@/features/problems";
import type { Session } from "@/lib/api";
import { DataSection } from "./data-section";
import { DeviceSection } from "./device-section";
import { EmailSection } from "./email-section";
import { PasswordSection } from "./password-section";
import { ProofProvider } from "./proof";
import { ProviderSection } from "./provider-section";
import { SectionSkeleton } from "./section-skeleton";
import { Security } from "./security";
import { TokenSection } from "./token-section";
import { UsageSection } from "./usage-section";
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

type AccountProps = { me: NonNullable<Session["user"]>; providers: Session["providers"] };

/** The `id` of each section, and what the page's words call it. */
const SECTIONS = [
  ["usage", "usage"],
  ["second-factor", "totp"],
  ["passkeys", "passkeys"],
  ["password", "password"],
  ["email", "email"],
  ["providers", "providers"],
  ["devices", "devices"],
  ["tokens", "tokens"],
  ["data", "data"],
] as const;

function useSections({ me, providers }: AccountProps) {
  const t = useTranslations("profile");
  const missing = [
    ...(me.needs_second_factor ? ["usage", "tokens", "data"] : []),
    ...(providers.length === 0 ? ["providers"] : []),
  ];
  return SECTIONS.filter(([id]) => !missing.includes(id)).map(([id, name]) => ({
    id,
    title: t(`${name}.title`),
  }));
}

/** Until there is a second factor where one is required, nothing is answered but what has to do with coming in. */
function Account({ me, providers }: AccountProps) {
  const label = useTranslations("shell")("onThisPage");
  const sections = useSections({ me, providers });
  const isHalfIn = me.needs_second_factor;
  return (
    <ProofProvider>
      <SectionPage label={label} sections={sections}>
        <Who me={me} />
        {isHalfIn ? <FactorRequired /> : <UsageSection />}
        <Security />
        <PasswordSection me={me} />
        <EmailSection me={me} />
        <ProviderSection providers={providers} />
        <DeviceSection />
        {isHalfIn ? null : <TokenSection isAdmin={me.role === "admin"} />}
        {isHalfIn ? null : <DataSection />}
      </SectionPage>
    </ProofProvider>
  );
}

/** One's own account. Where nobody signs in there is none. */
export function Profile() {
  const t = useTranslations("profile");
  const session = useSession();
  if (session.isPending) return <SectionSkeleton count={3} />;
  if (session.isError) return <ProblemNotice error={session.error} onRetry={() => session.refetch()} />;
  const { mode, user, providers } = session.data;
  if (mode === "local") return <p className="text-ink-2">{t("local")}</p>;
  return user ? <Account me={user} providers={providers} /> : <SectionSkeleton count={3} />;
}
