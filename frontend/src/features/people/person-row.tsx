"use client";

import { MoreHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionMenu, MenuAction } from "@/components/ui/action-menu";
import { IconButton } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";
import { ConfirmSheet } from "@/features/film";
import { ActionProblem } from "@/features/problems";
import { useFormats } from "@/lib/formats";
import { type Person, type PersonChange, useChangePerson } from "./queries";

const CHANGES = {
  promote: { role: "admin" },
  demote: { role: "user" },
  deactivate: { is_active: false },
  activate: { is_active: true },
} satisfies Record<string, Omit<PersonChange, "id">>;

type Change = keyof typeof CHANGES;

/** What can be done with somebody now. */
function changesOf(person: Person): Change[] {
  if (person.is_active === false) return ["activate"];
  return [person.role === "admin" ? "demote" : "promote", "deactivate"];
}

function Changes({ person }: { person: Person }) {
  const t = useTranslations("people.accounts");
  const [asking, setAsking] = useState<Exclude<Change, "activate"> | null>(null);
  const change = useChangePerson();
  const name = person.name || person.email;
  const make = (what: Change) =>
    change.mutate({ id: person.id, ...CHANGES[what] }, { onSettled: () => setAsking(null) });
  const trigger = (
    <IconButton label={t("actions", { name })} disabled={change.isPending}>
      <MoreHorizontal size={20} aria-hidden />
    </IconButton>
  );
  return (
    <>
      <ActionMenu label={t("actions", { name })} trigger={trigger}>
        {changesOf(person).map((what) => (
          <MenuAction key={what} onSelect={() => (what === "activate" ? make(what) : setAsking(what))}>
            {t(what)}
          </MenuAction>
        ))}
      </ActionMenu>
      {change.error ? (
        <div className="basis-full">
          <ActionProblem error={change.error} onDismiss={change.reset} />
        </div>
      ) : null}
      {asking ? (
        <ConfirmSheet
          open
          onOpenChange={() => setAsking(null)}
          title={t(`${asking}Title`, { name })}
          text={t(`${asking}Text`)}
          confirm={t(asking)}
          keep={t("keep")}
          busy={change.isPending}
          onConfirm={() => make(asking)}
        />
      ) : null}
    </>
  );
}

export function PersonRow({ person, isYou }: { person: Person; isYou: boolean }) {
  const t = useTranslations("people");
  const formats = useFormats();
  const { last_login: seen } = person;
  return (
    <li className="flex flex-wrap items-center gap-x-3 py-3">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium [overflow-wrap:anywhere]">
          {person.name || person.email}
          {isYou ? <Tag>{t("accounts.you")}</Tag> : null}
          {person.role === "admin" ? <Tag tone="accent">{t("role.admin")}</Tag> : null}
          {person.is_active === false ? <Tag tone="bad">{t("accounts.closed")}</Tag> : null}
        </p>
        <p className="text-xs text-ink-3 [overflow-wrap:anywhere]">
          {person.name ? `${person.email} · ` : ""}
          {seen ? t("accounts.seen", { date: formats.dateTime(seen) }) : t("accounts.never")}
        </p>
      </div>
      {isYou ? null : <Changes person={person} />}
    </li>
  );
}
