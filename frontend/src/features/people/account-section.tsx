"use client";

import { UsersRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { Loaded } from "./loaded";
import { PersonRow } from "./person-row";
import { type Person, usePeople } from "./queries";

const PAGE = 50;

function Rows({ people, you }: { people: readonly Person[]; you: string }) {
  const t = useTranslations("people");
  const [shown, setShown] = useState(PAGE);
  return (
    <>
      <ul aria-label={t("accounts.title")} className="divide-y divide-line border-y border-line">
        {people.slice(0, shown).map((person) => (
          <PersonRow key={person.id} person={person} isYou={person.id === you} />
        ))}
      </ul>
      {shown < people.length ? (
        <Button className="mt-4" onClick={() => setShown(shown + PAGE)}>
          {t("more")}
        </Button>
      ) : null}
    </>
  );
}

export function AccountSection({ you }: { you: string }) {
  const t = useTranslations("people.accounts");
  const people = usePeople();
  return (
    <Section id="accounts" icon={<UsersRound size={20} />} title={t("title")} lead={t("lead")}>
      <Loaded asked={people}>{(data) => <Rows people={data} you={you} />}</Loaded>
    </Section>
  );
}
