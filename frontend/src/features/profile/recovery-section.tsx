"use client";

import { LifeBuoy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { Tag } from "@/components/ui/tag";
import { ConfirmSheet } from "@/features/film";
import type { RecoveryCodes } from "./authenticators";

type RecoverySectionProps = { recovery: RecoveryCodes | null; onShow: () => void; onRenew: () => void };

/** Few codes left: time to make new ones. */
const FEW = 3;

/** For the day when the phone is lost. They come with the first second factor. */
export function RecoverySection({ recovery, onShow, onRenew }: RecoverySectionProps) {
  const t = useTranslations("profile.recovery");
  const [asking, setAsking] = useState(false);
  const renew = () => {
    setAsking(false);
    onRenew();
  };
  const left = recovery?.unused_code_count ?? 0;
  return (
    <Section
      id="recovery-codes"
      icon={<LifeBuoy size={20} />}
      title={t("title")}
      lead={t("lead")}
      aside={recovery ? <Tag tone={left > FEW ? "good" : "work"}>{t("left", { count: left })}</Tag> : null}
    >
      <div className="flex flex-wrap gap-2">
        {left > 0 ? <Button onClick={onShow}>{t("show")}</Button> : null}
        <Button look="quiet" onClick={() => (recovery ? setAsking(true) : onRenew())}>
          {t("renew")}
        </Button>
      </div>
      <ConfirmSheet
        open={asking}
        onOpenChange={setAsking}
        title={t("renewTitle")}
        text={t("renewText")}
        confirm={t("renew")}
        keep={t("keep")}
        onConfirm={renew}
      />
    </Section>
  );
}
