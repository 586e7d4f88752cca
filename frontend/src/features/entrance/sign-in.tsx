"use client";

import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";
import { EntranceCard } from "./entrance-card";
import { PasswordForm } from "./password-form";
import { ProviderSignUp } from "./provider-sign-up";
import { SecondFactor, TrustBrowser } from "./second-factor";
import { usePendingStep } from "./steps";
import { VerifyEmail } from "./verify-email";

const STEPS = ["mfa_authenticate", "mfa_trust", "verify_email", "provider_signup"] as const;

/** The password, and whatever the server asks after it. */
export function SignIn() {
  const t = useTranslations("entrance");
  const { step, isLoading } = usePendingStep(...STEPS);
  if (isLoading)
    return (
      <EntranceCard title={t("signIn.title")} lead={t("signIn.lead")}>
        <Skeleton className="h-64" />
      </EntranceCard>
    );
  switch (step?.id) {
    case "mfa_authenticate":
      return <SecondFactor flow={step} />;
    case "mfa_trust":
      return <TrustBrowser />;
    case "verify_email":
      return <VerifyEmail />;
    case "provider_signup":
      return <ProviderSignUp provider={step.provider?.name ?? ""} />;
    default:
      return <PasswordForm />;
  }
}
