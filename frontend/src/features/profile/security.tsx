"use client";

import { useState } from "react";
import { ProblemNotice } from "@/features/problems";
import { allauth } from "@/lib/allauth";
import { type RecoveryCodes, sorted } from "./authenticators";
import { PasskeySection } from "./passkey-section";
import { useProve } from "./proof";
import { useAuthenticators } from "./queries";
import { RecoverySection } from "./recovery-section";
import { RecoverySheet } from "./recovery-sheet";
import { doneOf } from "./said";
import { SectionSkeleton } from "./section-skeleton";
import { TotpSection } from "./totp-section";

const CODES = "account/authenticators/recovery-codes";

/** What one proves with besides the password. The first of it brings recovery codes, which are shown at once. */
export function Security() {
  const authenticators = useAuthenticators();
  const prove = useProve();
  const [codes, setCodes] = useState<"GET" | "POST" | null>(null);
  if (authenticators.isPending) return <SectionSkeleton count={2} />;
  if (authenticators.isError)
    return <ProblemNotice error={authenticators.error} onRetry={() => authenticators.refetch()} />;
  const { totp, recovery, passkeys } = sorted(authenticators.data);
  const isFirst = totp === null && passkeys.length === 0;
  const close = () => {
    setCodes(null);
    authenticators.refetch();
  };
  const load = async () =>
    doneOf(
      await prove(() => allauth<RecoveryCodes>(codes ?? "GET", CODES, codes === "POST" ? {} : undefined)),
    );
  const showTheFirst = () => {
    if (isFirst) setCodes("GET");
  };
  return (
    <>
      <TotpSection totp={totp} onEnrolled={showTheFirst} />
      <PasskeySection passkeys={passkeys} onAdded={showTheFirst} />
      {isFirst ? null : (
        <RecoverySection
          recovery={recovery}
          onShow={() => setCodes("GET")}
          onRenew={() => setCodes("POST")}
        />
      )}
      {codes ? <RecoverySheet load={load} onClose={close} /> : null}
    </>
  );
}
