"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";

type VirtualRowsProps<Item> = {
  items: readonly Item[];
  keyOf: (item: Item) => string;
  label: string;
  children: (item: Item) => ReactNode;
};

const USUAL_HEIGHT = 97;

function useOffset() {
  const list = useRef<HTMLUListElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    if (list.current) setOffset(list.current.getBoundingClientRect().top + window.scrollY);
  }, []);
  return { list, offset };
}

/** A long list of which only the rows in sight are in the page. */
export function VirtualRows<Item>({ items, keyOf, label, children }: VirtualRowsProps<Item>) {
  const { list, offset } = useOffset();
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => USUAL_HEIGHT,
    overscan: 8,
    scrollMargin: offset,
  });
  return (
    <ul ref={list} aria-label={label} className="relative" style={{ height: rows.getTotalSize() }}>
      {rows.getVirtualItems().map((row) => {
        const item = items[row.index];
        return item === undefined ? null : (
          <li
            key={keyOf(item)}
            ref={rows.measureElement}
            data-index={row.index}
            aria-setsize={items.length}
            aria-posinset={row.index + 1}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${row.start - offset}px)` }}
          >
            {children(item)}
          </li>
        );
      })}
    </ul>
  );
}
