"use client";

import { useTranslations } from "next-intl";
import { ConfirmSheet } from "@/features/film";
import { asProblem } from "@/lib/api";
import type { Provider, useRemoveProvider } from "./provider-queries";

type RemovalProps = { provider: Provider; remove: ReturnType<typeof useRemoveProvider>; onClose: () => void };

/** How many people the server says would be left without a way in. */
export function leftOut(error: unknown): number | null {
  if (!error) return null;
  const { code, facts } = asProblem(error);
  return code === "people_left_out" ? Number(facts.people) : null;
}

/** Asks before it goes, and once more when people would have no other way in. */
export function ProviderRemoval({ provider, remove, onClose }: RemovalProps) {
  const t = useTranslations("people.providers");
  const { name, linked } = provider;
  const people = leftOut(remove.error);
  const question =
    people === null
      ? { title: t("removeTitle", { name }), text: t("removeText", { count: linked }), confirm: t("remove") }
      : { title: t("forceTitle", { count: people }), text: t("forceText"), confirm: t("force") };
  const make = () =>
    remove.mutate(people !== null, {
      onError: (error) => {
        if (leftOut(error) === null) onClose();
      },
    });
  return (
    <ConfirmSheet
      key={people}
      open
      onOpenChange={onClose}
      {...question}
      keep={t("keep")}
      busy={remove.isPending}
      onConfirm={make}
    />
  );
}
