"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Sheet } from "@/components/ui/sheet";
import { SheetForm } from "@/features/profile";
import { LimitFields } from "./limit-fields";
import { limitsOf } from "./limits";
import { Loaded } from "./loaded";
import { nameOf } from "./name-of";
import { type Person, type Policy, useChangePerson, usePolicy } from "./queries";

type LimitFormProps = { person: Person; policy: Policy; onClose: () => void };

function LimitForm({ person, policy, onClose }: LimitFormProps) {
  const t = useTranslations("people.limits");
  const [limits, setLimits] = useState(limitsOf(person));
  const change = useChangePerson();
  return (
    <SheetForm
      action={t("save")}
      isReady
      isBusy={change.isPending}
      error={change.error}
      onDismiss={change.reset}
      onSubmit={() => change.mutate({ id: person.id, ...limits }, { onSuccess: onClose })}
    >
      <LimitFields
        limits={limits}
        otherwise={limitsOf(policy)}
        onChange={(some) => setLimits({ ...limits, ...some })}
      />
    </SheetForm>
  );
}

/** How much one person may take. */
export function LimitSheet({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useTranslations("people.limits");
  const close = useTranslations("shell")("close");
  const policy = usePolicy();
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title={t("of", { name: nameOf(person) })}
      lead={t("sheetLead")}
      closeLabel={close}
    >
      <Loaded asked={policy}>
        {(data) => <LimitForm person={person} policy={data} onClose={onClose} />}
      </Loaded>
    </Sheet>
  );
}
