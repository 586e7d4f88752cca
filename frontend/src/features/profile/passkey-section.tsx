"use client";

import { Fingerprint } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { RowList } from "@/components/ui/row-list";
import { Section } from "@/components/ui/section";
import { canUsePasskeys } from "@/lib/allauth";
import type { Passkey } from "./authenticators";
import { PasskeyRow } from "./passkey-row";
import { PasskeySheet } from "./passkey-sheet";

const never = () => () => {};

/** Fingerprint, face or a key of metal: signs in without a password, and is a second factor. */
export function PasskeySection({ passkeys, onAdded }: { passkeys: readonly Passkey[]; onAdded: () => void }) {
  const t = useTranslations("profile.passkeys");
  const isPossible = useSyncExternalStore(never, canUsePasskeys, () => true);
  const [open, setOpen] = useState(false);
  const done = () => {
    setOpen(false);
    onAdded();
  };
  return (
    <Section id="passkeys" icon={<Fingerprint size={20} />} title={t("title")} lead={t("lead")}>
      {passkeys.length > 0 ? (
        <div className="mb-4">
          <RowList label={t("title")}>
            {passkeys.map((passkey) => (
              <PasskeyRow key={passkey.id} passkey={passkey} />
            ))}
          </RowList>
        </div>
      ) : null}
      {isPossible ? (
        <Button look={passkeys.length === 0 ? "primary" : "plain"} onClick={() => setOpen(true)}>
          {t("add")}
        </Button>
      ) : (
        <p className="text-sm text-ink-3">{t("impossible")}</p>
      )}
      {open ? <PasskeySheet onClose={() => setOpen(false)} onDone={done} /> : null}
    </Section>
  );
}
