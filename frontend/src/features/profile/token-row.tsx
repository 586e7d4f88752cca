"use client";

import { useTranslations } from "next-intl";
import { Facts } from "@/components/ui/facts";
import { Row } from "@/components/ui/row-list";
import { Tag } from "@/components/ui/tag";
import { type ApiToken, answerOf, api } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import { RevokeButton } from "./revoke-button";

function useTokenFacts(): (token: ApiToken) => string[] {
  const t = useTranslations("profile.tokens");
  const formats = useFormats();
  return ({ expires_at, last_used_at }) => [
    last_used_at ? t("used", { date: formats.dateTime(last_used_at) }) : t("unused"),
    expires_at ? t("until", { date: formats.date(expires_at) }) : t("endless"),
  ];
}

function Revoke({ token }: { token: ApiToken }) {
  const t = useTranslations("profile.tokens");
  return (
    <RevokeButton
      label={t("revoke")}
      spoken={t("revokeOne", { name: token.name })}
      title={t("revokeTitle", { name: token.name })}
      revoke={() =>
        answerOf(api.DELETE("/api/tokens/{token_id}/", { params: { path: { token_id: token.id } } }))
      }
    />
  );
}

export function TokenRow({ token }: { token: ApiToken }) {
  const t = useTranslations("profile.tokens");
  const facts = useTokenFacts();
  return (
    <Row
      name={
        <>
          {token.name} <code className="ml-1 font-mono text-xs font-normal text-ink-3">{token.prefix}…</code>
        </>
      }
      about={
        <>
          <Facts facts={facts(token)} />
          <span className="mt-1.5 flex flex-wrap gap-1.5">
            {token.scopes.map((scope) => (
              <Tag key={scope}>{t(`scopes.${scope}.name`)}</Tag>
            ))}
          </span>
        </>
      }
    >
      <Revoke token={token} />
    </Row>
  );
}
