"use client";

import { useTranslations } from "next-intl";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Job } from "@/lib/api";
import type { SortedLine } from "./sorting";

type OnMove = (id: string, from: number, to: number) => void;

/** What lets the rows be dragged; null until it has come, and for one film alone. It is no part of the page's first
 * load, and it comes to rows that stand: none is drawn anew for it, so that an open menu stays open. */
export function useSorting(jobs: readonly Job[], onMove: OnMove): SortedLine | null {
  const t = useTranslations("queue");
  const [sorting, setSorting] = useState<SortedLine | null>(null);
  const latest = useRef({ jobs, onMove });
  useEffect(() => {
    latest.current = { jobs, onMove };
  });
  const isWanted = jobs.length > 1;

  useEffect(() => {
    if (!isWanted) return;
    let made: SortedLine | undefined;
    let isGone = false;
    void import("./sorting").then(({ sortedLine }) => {
      if (isGone) return;
      const move: OnMove = (...where) => latest.current.onMove(...where);
      made = sortedLine({ t, jobs: () => latest.current.jobs }, move);
      setSorting(made);
    });
    return () => {
      isGone = true;
      made?.end();
      setSorting(null);
    };
  }, [isWanted, t]);

  return isWanted ? sorting : null;
}

/** Where a row and its handle are to be attached so that the film can be dragged. */
export function useSortedRow(sorting: SortedLine | null, id: string, index: number) {
  const row = useRef<HTMLLIElement>(null);
  const handle = useRef<HTMLButtonElement>(null);
  const sorted = useRef<ReturnType<SortedLine["add"]> | null>(null);
  const place = useRef(index);

  useLayoutEffect(() => {
    place.current = index;
    if (sorted.current) sorted.current.index = index;
  }, [index]);

  useLayoutEffect(() => {
    if (!sorting || !row.current || !handle.current) return;
    const added = sorting.add({
      id,
      index: place.current,
      element: row.current,
      handle: handle.current,
    });
    sorted.current = added;
    return () => {
      sorted.current = null;
      added.destroy();
    };
  }, [sorting, id]);

  return { row, handle };
}
