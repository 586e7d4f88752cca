"use client";

import { Fingerprint } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { Button, type ButtonLook } from "@/components/ui/button";
import { canUsePasskeys } from "@/lib/allauth";

type PasskeyButtonProps = { look: ButtonLook; isBusy: boolean; onUse: () => void };

const never = () => () => {};

/** Only where the browser can do it: passkeys need https, or the very machine. */
export function PasskeyButton({ look, isBusy, onUse }: PasskeyButtonProps) {
  const t = useTranslations("entrance");
  const isPossible = useSyncExternalStore(never, canUsePasskeys, () => false);
  if (!isPossible) return null;
  return (
    <Button
      look={look}
      aria-disabled={isBusy}
      onClick={() => !isBusy && onUse()}
      className="w-full md:min-h-11"
    >
      <Fingerprint size={18} aria-hidden />
      {t("passkey")}
    </Button>
  );
}
