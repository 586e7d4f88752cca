import type { ReactNode } from "react";

type SectionHeaderProps = { title: string; note?: string | null; children?: ReactNode };

export function SectionHeader({ title, note, children }: SectionHeaderProps) {
  return (
    <div className="mb-3 flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-2 md:min-h-10">
      <h2 className="font-display text-lg leading-tight font-[650]">
        {title}
        {note ? <span className="ml-2.5 font-sans text-sm font-normal text-ink-3">{note}</span> : null}
      </h2>
      {children}
    </div>
  );
}
