"use client";

import { Link2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { RowList } from "@/components/ui/row-list";
import { Section } from "@/components/ui/section";
import { ProblemNotice } from "@/features/problems";
import type { LinkedAccount } from "@/lib/allauth";
import type { Session } from "@/lib/api";
import { LinkTrouble } from "./link-trouble";
import { LinkedRow, UnlinkedRow } from "./provider-row";
import { useLinkedAccounts } from "./queries";
import { SectionSkeleton } from "./section-skeleton";

type Providers = Session["providers"];

function unlinked(providers: Providers, linked: readonly LinkedAccount[]): Providers {
  const ids = new Set(linked.map((each) => each.provider.id));
  return providers.filter(({ id }) => !ids.has(id));
}

/** Google, GitHub, a household's own: whoever one is there may come in here. Nothing where there is none. */
export function ProviderSection({ providers }: { providers: Providers }) {
  const t = useTranslations("profile.providers");
  const linked = useLinkedAccounts();
  if (linked.isPending) return providers.length > 0 ? <SectionSkeleton /> : null;
  if (linked.isError) return <ProblemNotice error={linked.error} onRetry={() => linked.refetch()} />;
  if (providers.length + linked.data.length === 0) return null;
  return (
    <Section id="providers" icon={<Link2 size={20} />} title={t("title")} lead={t("lead")}>
      <LinkTrouble />
      <RowList label={t("title")}>
        {linked.data.map((account) => (
          <LinkedRow key={`${account.provider.id} ${account.uid}`} account={account} />
        ))}
        {unlinked(providers, linked.data).map((provider) => (
          <UnlinkedRow key={provider.id} provider={provider} />
        ))}
      </RowList>
    </Section>
  );
}
