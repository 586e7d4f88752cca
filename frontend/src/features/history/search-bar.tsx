"use client";

import { useTranslations } from "next-intl";
import { SearchField } from "@/components/ui/search-field";
import { Select } from "@/components/ui/select";
import { asFilter, FILTERS } from "./filters";
import type { Wanted } from "./use-wanted";

type SearchBarProps = { wanted: Wanted; want: (change: Partial<Wanted>) => void };

export function SearchBar({ wanted, want }: SearchBarProps) {
  const t = useTranslations("history");
  return (
    <search className="mb-4 flex flex-wrap gap-2">
      <SearchField
        label={t("search")}
        placeholder={t("searchPlaceholder")}
        clear={t("clear")}
        initial={wanted.search}
        onSearch={(search) => want({ search })}
      />
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
