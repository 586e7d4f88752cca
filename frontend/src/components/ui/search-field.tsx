"use client";

import { Search, X } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { IconButton } from "./button";

const PAUSE_MS = 250;

type SearchFieldProps = {
  label: string;
  placeholder: string;
  clear: string;
  /** What is looked for at first. */
  initial: string;
  /** Called when the typing pauses. */
  onSearch: (words: string) => void;
};

export function SearchField({ label, placeholder, clear, initial, onSearch }: SearchFieldProps) {
  const [typed, setTyped] = useState(initial);
  const search = useEffectEvent(onSearch);

  useEffect(() => {
    const timer = setTimeout(() => search(typed.trim()), PAUSE_MS);
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
        aria-label={label}
        placeholder={placeholder}
        className="min-h-11 w-full rounded-full border border-line-strong bg-surface py-2 pr-11 pl-11 text-sm placeholder:text-ink-3 focus-visible:rounded-full md:min-h-10 [&::-webkit-search-cancel-button]:hidden"
      />
      {typed ? (
        <IconButton label={clear} className="!absolute top-0 right-0" onClick={() => setTyped("")}>
          <X size={16} aria-hidden />
        </IconButton>
      ) : null}
    </div>
  );
}
