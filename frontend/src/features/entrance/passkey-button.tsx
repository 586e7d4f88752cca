"use client";

import { Fingerprint } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { Button, type ButtonLook } from "@/components/ui/button";
import { canUsePasskeys } from "@/lib/allauth";

type PasskeyButtonProps = { look: ButtonLook; isBusy: boolean; onUse: () => void };

const never = () => () => {};

/** False while the page is rendered elsewhere. */
export function usePasskeysPossible(): boolean {
  return useSyncExternalStore(never, canUsePasskeys, () => false);
}

/** Only where the browser can do it: passkeys need https, or the very machine. */
export function PasskeyButton({ look, isBusy, onUse }: PasskeyButtonProps) {
  const t = useTranslations("entrance");
  if (!usePasskeysPossible()) return null;
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
