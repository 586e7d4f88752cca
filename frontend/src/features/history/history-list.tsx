"use client";

import { useTranslations } from "next-intl";
import { Suspense } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useHistory } from "@/features/jobs";
import { ProblemNotice } from "@/features/problems";
import { Link } from "@/i18n/navigation";
import { statusesOf } from "./filters";
import { Rows } from "./rows";
import { SearchBar } from "./search-bar";
import { ShelfArt } from "./shelf-art";
import { useWanted, type Wanted } from "./use-wanted";

function Loading() {
  const t = useTranslations("history");
  return (
    <div
      role="status"
      aria-label={t("loading")}
      className="grid gap-px overflow-hidden rounded-lg border border-line bg-surface p-4"
    >
      {["a", "b", "c", "d"].map((name) => (
        <div key={name} className="flex items-center gap-4 py-2.5">
          <Skeleton className="aspect-video w-20 md:w-24" />
          <div className="grid flex-1 gap-2">
            <Skeleton className="h-4 w-3/5" />
            <Skeleton className="h-3 w-2/5" />
          </div>
        </div>
      ))}
    </div>
  );
}

function Empty() {
  const t = useTranslations("history");
  const action = (
    <Link href="/" className={buttonClass("primary")}>
      {t("emptyAction")}
    </Link>
  );
  return <Notice art={<ShelfArt />} title={t("emptyTitle")} text={t("emptyText")} action={action} />;
}

function NothingFound({ onShowAll }: { onShowAll: () => void }) {
  const t = useTranslations("history");
  const action = <Button onClick={onShowAll}>{t("noneAction")}</Button>;
  return (
    <Notice role="status" art={<ShelfArt />} title={t("noneTitle")} text={t("noneText")} action={action} />
  );
}

type ResultsProps = { wanted: Wanted; onShowAll: () => void };

function Results({ wanted, onShowAll }: ResultsProps) {
  const t = useTranslations("history");
  const history = useHistory({ status: statusesOf(wanted.filter), search: wanted.search });
  if (history.isPending) return <Loading />;
  if (history.isError && !history.data)
    return <ProblemNotice error={history.error} onRetry={() => history.refetch()} />;
  const jobs = history.data.pages.flatMap((page) => page.results);
  const everything = wanted.filter === "all" && !wanted.search;
  if (jobs.length === 0) return everything ? <Empty /> : <NothingFound onShowAll={onShowAll} />;
  return (
    <div
      aria-busy={history.isPlaceholderData}
      className="transition-opacity duration-150 aria-busy:opacity-60"
    >
      <Rows jobs={jobs} />
      <div className="mt-4 grid min-h-11 place-items-center text-sm text-ink-3">
        {history.hasNextPage ? (
          <Button disabled={history.isFetchingNextPage} onClick={() => history.fetchNextPage()}>
            {t(history.isFetchingNextPage ? "loadingMore" : "more")}
          </Button>
        ) : (
          t("end")
        )}
      </div>
    </div>
  );
}

function SearchableHistory() {
  const { want, ...wanted } = useWanted();
  const showAll = () => want({ filter: "all", search: "" });
  return (
    <>
      <SearchBar key={wanted.search === "" ? "empty" : "typed"} wanted={wanted} want={want} />
      <Results wanted={wanted} onShowAll={showAll} />
    </>
  );
}

export function HistoryList() {
  return (
    <Suspense fallback={<Loading />}>
      <SearchableHistory />
    </Suspense>
  );
}
