"use client";

import { LogIn } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { RowList } from "@/components/ui/row-list";
import { Section } from "@/components/ui/section";
import { Loaded } from "./loaded";
import { type Provider, useProviders } from "./provider-queries";
import { ProviderRow } from "./provider-row";
import { AddProviderSheet } from "./provider-sheet";

function Rows({ providers }: { providers: readonly Provider[] }) {
  const t = useTranslations("people.providers");
  const [open, setOpen] = useState(false);
  return (
    <>
      {providers.length === 0 ? (
        <p className="text-sm text-ink-3">{t("none")}</p>
      ) : (
        <RowList label={t("title")}>
          {providers.map((each) => (
            <ProviderRow key={each.id} provider={each} />
          ))}
        </RowList>
      )}
      <Button className="mt-4" onClick={() => setOpen(true)}>
        {t("add")}
      </Button>
      {open ? <AddProviderSheet known={providers} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** By whom people may come in besides a password of their own. */
export function ProviderSection() {
  const t = useTranslations("people.providers");
  const providers = useProviders();
  return (
    <Section id="providers" icon={<LogIn size={20} />} title={t("title")} lead={t("lead")}>
      <Loaded asked={providers}>{(data) => <Rows providers={data} />}</Loaded>
    </Section>
  );
}
