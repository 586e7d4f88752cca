"use client";

import { SquareTerminal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { RowList } from "@/components/ui/row-list";
import { Section } from "@/components/ui/section";
import { ProblemNotice } from "@/features/problems";
import { answerOf, api } from "@/lib/api";
import { useTokens } from "./queries";
import { RevokeButton } from "./revoke-button";
import { SectionSkeleton } from "./section-skeleton";
import { TokenRow } from "./token-row";
import { type Scope, TokenSheet } from "./token-sheet";

const SCOPES: readonly Scope[] = ["read", "convert", "library"];

/** For scripts: each limited to what it needs. Only administrators can give away what they alone may. */
export function TokenSection({ isAdmin }: { isAdmin: boolean }) {
  const t = useTranslations("profile.tokens");
  const tokens = useTokens();
  const [open, setOpen] = useState(false);
  if (tokens.isPending) return <SectionSkeleton />;
  if (tokens.isError) return <ProblemNotice error={tokens.error} onRetry={() => tokens.refetch()} />;
  return (
    <Section id="tokens" icon={<SquareTerminal size={20} />} title={t("title")} lead={t("lead")}>
      {tokens.data.length > 0 ? (
        <div className="mb-4">
          <RowList label={t("title")}>
            {tokens.data.map((token) => (
              <TokenRow key={token.id} token={token} />
            ))}
          </RowList>
        </div>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setOpen(true)}>{t("make")}</Button>
        {tokens.data.length > 1 ? (
          <RevokeButton
            label={t("revokeAll")}
            title={t("revokeAllTitle", { count: tokens.data.length })}
            revoke={() => answerOf(api.DELETE("/api/tokens/"))}
          />
        ) : null}
      </div>
      {open ? (
        <TokenSheet scopes={isAdmin ? [...SCOPES, "admin"] : SCOPES} onClose={() => setOpen(false)} />
      ) : null}
    </Section>
  );
}
