"use client";

import { UsersRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { RowList } from "@/components/ui/row-list";
import { SearchField } from "@/components/ui/search-field";
import { Section } from "@/components/ui/section";
import { Loaded } from "./loaded";
import { PersonRow } from "./person-row";
import { usePeople } from "./queries";

function Found({ search, you }: { search: string; you: string }) {
  const t = useTranslations("people");
  const people = usePeople(search);
  return (
    <div
      aria-busy={people.isPlaceholderData}
      className="transition-opacity duration-150 aria-busy:opacity-60"
    >
      <Loaded asked={people}>
        {({ pages }) =>
          pages[0]?.results.length === 0 ? (
            <p role="status" className="py-2 text-sm text-ink-3">
              {t("accounts.nobody")}
            </p>
          ) : (
            <RowList label={t("accounts.title")}>
              {pages
                .flatMap((page) => page.results)
                .map((person) => (
                  <PersonRow key={person.id} person={person} isYou={person.id === you} />
                ))}
            </RowList>
          )
        }
      </Loaded>
      {people.hasNextPage ? (
        <Button className="mt-4" disabled={people.isFetchingNextPage} onClick={() => people.fetchNextPage()}>
          {t("more")}
        </Button>
      ) : null}
    </div>
  );
}

export function AccountSection({ you }: { you: string }) {
  const t = useTranslations("people.accounts");
  const [search, setSearch] = useState("");
  return (
    <Section id="accounts" icon={<UsersRound size={20} />} title={t("title")} lead={t("lead")}>
      <search className="mb-4 flex">
        <SearchField
          label={t("search")}
          placeholder={t("searchPlaceholder")}
          clear={t("clear")}
          initial=""
          onSearch={setSearch}
        />
      </search>
      <Found search={search} you={you} />
    </Section>
  );
}
