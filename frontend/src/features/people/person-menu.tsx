"use client";

import { MoreHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionMenu, MenuAction, MenuSeparator } from "@/components/ui/action-menu";
import { IconButton } from "@/components/ui/button";
import { ConfirmSheet } from "@/features/film";
import { ActionProblem } from "@/features/problems";
import { LimitSheet } from "./limit-sheet";
import { nameOf } from "./name-of";
import { type Person, useChangePerson, useDeletePerson } from "./queries";

const CHANGES = {
  promote: { role: "admin" },
  demote: { role: "user" },
  deactivate: { is_active: false },
  activate: { is_active: true },
} as const;

type Change = keyof typeof CHANGES;
type Step = Change | "remove";

/** What can be done with somebody now. */
function changesOf(person: Person): Change[] {
  if (person.is_active === false) return ["activate"];
  return [person.role === "admin" ? "demote" : "promote", "deactivate"];
}

function useStep(person: Person) {
  const change = useChangePerson();
  const remove = useDeletePerson();
  return {
    isPending: change.isPending || remove.isPending,
    error: change.error ?? remove.error,
    reset: () => {
      change.reset();
      remove.reset();
    },
    make: (step: Step, onSettled: () => void) =>
      step === "remove"
        ? remove.mutate(person.id, { onSettled })
        : change.mutate({ id: person.id, ...CHANGES[step] }, { onSettled }),
  };
}

function Question(props: {
  person: Person;
  step: Step;
  busy: boolean;
  onMake: () => void;
  onKeep: () => void;
}) {
  const t = useTranslations("people.accounts");
  const name = nameOf(props.person);
  if (props.step === "activate") return null;
  return (
    <ConfirmSheet
      open
      onOpenChange={props.onKeep}
      title={t(`${props.step}Title`, { name })}
      text={t(`${props.step}Text`)}
      confirm={t(props.step)}
      keep={t("keep")}
      busy={props.busy}
      onConfirm={props.onMake}
    />
  );
}

/** What an administrator may do with somebody else's account; what takes something away is asked for first. */
export function PersonMenu({ person }: { person: Person }) {
  const t = useTranslations("people.accounts");
  const [asking, setAsking] = useState<Step | "limits" | null>(null);
  const step = useStep(person);
  const close = () => setAsking(null);
  const label = t("actions", { name: nameOf(person) });
  const trigger = (
    <IconButton label={label} disabled={step.isPending}>
      <MoreHorizontal size={20} aria-hidden />
    </IconButton>
  );
  return (
    <>
      <ActionMenu label={label} trigger={trigger}>
        <MenuAction onSelect={() => setAsking("limits")}>{t("limits")}</MenuAction>
        {changesOf(person).map((each) => (
          <MenuAction
            key={each}
            onSelect={() => (each === "activate" ? step.make(each, close) : setAsking(each))}
          >
            {t(each)}
          </MenuAction>
        ))}
        <MenuSeparator />
        <MenuAction onSelect={() => setAsking("remove")}>{t("remove")}</MenuAction>
      </ActionMenu>
      {step.error ? (
        <div className="basis-full">
          <ActionProblem error={step.error} onDismiss={step.reset} />
        </div>
      ) : null}
      {asking === "limits" ? <LimitSheet person={person} onClose={close} /> : null}
      {asking !== null && asking !== "limits" ? (
        <Question
          person={person}
          step={asking}
          busy={step.isPending}
          onMake={() => step.make(asking, close)}
          onKeep={close}
        />
      ) : null}
    </>
  );
}
