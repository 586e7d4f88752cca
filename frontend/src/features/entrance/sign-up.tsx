"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { allauth } from "@/lib/allauth";
import type { Session } from "@/lib/api";
import { EmailField } from "./email-field";
import { EntranceCard } from "./entrance-card";
import { useInvitation } from "./invitation";
import { Or } from "./or";
import { OwnPassword } from "./own-password";
import { Providers } from "./providers";
import { useEntranceHref } from "./query-parameter";
import { useSession } from "./session";
import { StepForm } from "./step-form";
import { usePendingStep, useStep } from "./steps";
import { TextLink } from "./text-button";
import { VerifyEmail } from "./verify-email";

function ToSignIn() {
  const t = useTranslations("entrance.signUp");
  const href = useEntranceHref();
  return (
    <p>
      {t("already")} <TextLink href={href("/sign-in/")}>{t("signIn")}</TextLink>
    </p>
  );
}

function Closed({ reason }: { reason: "closed" | "byInvitation" | "badInvitation" }) {
  const t = useTranslations("entrance.signUp");
  return (
    <EntranceCard title={t(`${reason}.title`)} lead={t(`${reason}.lead`)}>
      <ToSignIn />
    </EntranceCard>
  );
}

function SignUpForm({ session }: { session: Session }) {
  const t = useTranslations("entrance");
  const invited = session.invited?.email ?? "";
  const [email, setEmail] = useState(invited);
  const [password, setPassword] = useState("");
  const signUp = useStep(() => allauth("POST", "auth/signup", { email, password }));
  return (
    <EntranceCard title={t("signUp.title")} lead={t("signUp.lead")} below={<ToSignIn />}>
      <StepForm step={signUp} fields={["email", "password"]} action={t("signUp.action")}>
        <EmailField
          value={email}
          onChange={setEmail}
          refusal={signUp.error}
          readOnly={invited !== ""}
          hint={invited === "" ? undefined : t("signUp.invitedHint")}
        />
        <OwnPassword
          label={t("fields.newPassword")}
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          refusal={signUp.error}
        />
      </StepForm>
      {session.providers.length > 0 ? <Or /> : null}
      <Providers providers={session.providers} />
    </EntranceCard>
  );
}

/** A new account: for everybody, for the invited, or for nobody. */
export function SignUp() {
  const t = useTranslations("entrance.signUp");
  const { data: session } = useSession();
  const { step, isLoading } = usePendingStep("verify_email");
  const invitation = useInvitation();
  if (isLoading || invitation.isLoading || session === undefined)
    return (
      <EntranceCard title={t("title")} lead={t("lead")}>
        <Skeleton className="h-64" />
      </EntranceCard>
    );
  if (step) return <VerifyEmail />;
  if (session.sign_up === "open" || (session.sign_up === "invitation" && session.invited))
    return <SignUpForm key={session.invited?.email} session={session} />;
  if (session.sign_up === "closed") return <Closed reason="closed" />;
  return <Closed reason={invitation.isBad ? "badInvitation" : "byInvitation"} />;
}
