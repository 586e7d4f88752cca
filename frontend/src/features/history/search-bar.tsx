"use client";

import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState } from "react";
import { IconButton } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { asFilter, FILTERS } from "./filters";
import type { Wanted } from "./use-wanted";

const PAUSE_MS = 250;

type SearchBarProps = { wanted: Wanted; want: (change: Partial<Wanted>) => void };

function SearchField({ wanted, want }: SearchBarProps) {
  const t = useTranslations("history");
  const [typed, setTyped] = useState(wanted.search);
  const ask = useEffectEvent((search: string) => want({ search }));

  // The server is asked when the typing pauses.
  useEffect(() => {
    const timer = setTimeout(() => ask(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  return (
    <div className="relative min-w-0 flex-1 basis-40">
      <Search
        size={18}
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-4 -translate-y-1/2 text-ink-3"
      />
      <input
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        aria-label={t("search")}
        placeholder={t("searchPlaceholder")}
        className="min-h-11 w-full rounded-full border border-line-strong bg-surface py-2 pr-11 pl-11 text-sm placeholder:text-ink-3 focus-visible:rounded-full md:min-h-10 [&::-webkit-search-cancel-button]:hidden"
      />
      {typed ? (
        <IconButton label={t("clear")} className="!absolute top-0 right-0" onClick={() => setTyped("")}>
          <X size={16} aria-hidden />
        </IconButton>
      ) : null}
    </div>
  );
}

export function SearchBar({ wanted, want }: SearchBarProps) {
  const t = useTranslations("history");
  return (
    <search className="mb-4 flex flex-wrap gap-2">
      <SearchField wanted={wanted} want={want} />
      <Select
        aria-label={t("filter")}
        value={wanted.filter}
        onChange={(event) => want({ filter: asFilter(event.target.value) })}
        className="min-w-36 flex-1 sm:flex-none"
      >
        {FILTERS.map((filter) => (
          <option key={filter} value={filter}>
            {t(`filters.${filter}`)}
          </option>
        ))}
      </Select>
    </search>
  );
}
