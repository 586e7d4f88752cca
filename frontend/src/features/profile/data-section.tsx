"use client";

import { Download, FileArchive } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, LinkButton } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { LeaveSheet } from "./leave-sheet";

/** What is kept about somebody: to take along, or to have deleted with the account. */
export function DataSection() {
  const t = useTranslations("profile.data");
  const [leaving, setLeaving] = useState(false);
  return (
    <Section id="data" icon={<FileArchive size={20} />} title={t("title")} lead={t("lead")}>
      <LinkButton href="/api/account/export/" download>
        <Download size={16} aria-hidden />
        {t("download")}
      </LinkButton>
      <p className="mt-2 max-w-[36rem] text-xs text-pretty text-ink-3">{t("downloadHint")}</p>
      <div className="mt-6 border-t border-line pt-5">
        <h3 className="text-sm font-semibold">{t("leave")}</h3>
        <p className="mt-0.5 mb-3 max-w-[36rem] text-sm text-pretty text-ink-2">{t("leaveHint")}</p>
        <Button look="warning" onClick={() => setLeaving(true)}>
          {t("leave")}…
        </Button>
      </div>
      {leaving ? <LeaveSheet onClose={() => setLeaving(false)} /> : null}
    </Section>
  );
}
