"use client";

import { useTranslations } from "next-intl";
import { Facts } from "@/components/ui/facts";
import { Row } from "@/components/ui/row-list";
import { Tag } from "@/components/ui/tag";
import { useFormats } from "@/lib/formats";
import { hasAny } from "./limits";
import { nameOf } from "./name-of";
import { PersonMenu } from "./person-menu";
import type { Person } from "./queries";

function useFacts(): (person: Person) => string[] {
  const t = useTranslations("people");
  const formats = useFormats();
  return (person) => [
    ...(person.name ? [person.email] : []),
    person.last_login
      ? t("accounts.seen", { date: formats.dateTime(person.last_login) })
      : t("accounts.never"),
    ...(hasAny(person) ? [t("limits.own")] : []),
  ];
}

export function PersonRow({ person, isYou }: { person: Person; isYou: boolean }) {
  const t = useTranslations("people");
  const facts = useFacts();
  return (
    <Row
      name={
        <span className="flex flex-wrap items-center gap-2">
          {nameOf(person)}
          {isYou ? <Tag>{t("accounts.you")}</Tag> : null}
          {person.role === "admin" ? <Tag tone="accent">{t("role.admin")}</Tag> : null}
          {person.is_active === false ? <Tag tone="bad">{t("accounts.closed")}</Tag> : null}
        </span>
      }
      about={<Facts facts={facts(person)} />}
    >
      {isYou ? null : <PersonMenu person={person} />}
    </Row>
  );
}
