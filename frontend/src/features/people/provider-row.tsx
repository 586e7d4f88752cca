"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Facts } from "@/components/ui/facts";
import { Row } from "@/components/ui/row-list";
import { Tag } from "@/components/ui/tag";
import { ActionProblem } from "@/features/problems";
import { type Provider, useRemoveProvider } from "./provider-queries";
import { leftOut, ProviderRemoval } from "./provider-removal";
import { EditProviderSheet, FixedProviderSheet } from "./provider-sheet";

function useProviderFacts(): (provider: Provider) => string[] {
  const t = useTranslations("people.providers");
  return ({ issuer, linked, admin_group }) => [
    t("linked", { count: linked }),
    ...(issuer ? [issuer.replace(/^https:\/\/|\/$/g, "")] : []),
    ...(admin_group ? [t("adminsAre", { group: admin_group })] : []),
  ];
}

function Name({ provider }: { provider: Provider }) {
  const t = useTranslations("people.providers");
  return (
    <span className="flex flex-wrap items-center gap-2">
      {provider.name}
      {provider.from_settings ? <Tag>{t("fixed")}</Tag> : null}
      {provider.needs_secret ? <Tag tone="bad">{t("needsSecret")}</Tag> : null}
    </span>
  );
}

function Changes({ provider }: { provider: Provider }) {
  const t = useTranslations("people.providers");
  const [open, setOpen] = useState<"sheet" | "removal" | null>(null);
  const remove = useRemoveProvider(provider.id);
  const close = () => {
    setOpen(null);
    if (leftOut(remove.error) !== null) remove.reset();
  };
  return (
    <>
      <Button aria-label={t("editOne", { name: provider.name })} onClick={() => setOpen("sheet")}>
        {t("edit")}
      </Button>
      {remove.error && open === null ? (
        <div className="basis-full">
          <ActionProblem error={remove.error} onDismiss={remove.reset} />
        </div>
      ) : null}
      {open === "sheet" ? (
        <EditProviderSheet provider={provider} onRemove={() => setOpen("removal")} onClose={close} />
      ) : null}
      {open === "removal" ? <ProviderRemoval provider={provider} remove={remove} onClose={close} /> : null}
    </>
  );
}

function Details({ provider }: { provider: Provider }) {
  const t = useTranslations("people.providers");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button aria-label={t("showOne", { name: provider.name })} onClick={() => setOpen(true)}>
        {t("show")}
      </Button>
      {open ? <FixedProviderSheet provider={provider} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

export function ProviderRow({ provider }: { provider: Provider }) {
  const facts = useProviderFacts();
  return (
    <Row name={<Name provider={provider} />} about={<Facts facts={facts(provider)} />}>
      {provider.from_settings ? <Details provider={provider} /> : <Changes provider={provider} />}
    </Row>
  );
}
