import type { ReactNode } from "react";

type EntranceCardProps = { title: string; lead?: ReactNode; children: ReactNode; below?: ReactNode };

/** One question at a time: a title, what it is about, a form; under it the other ways. */
export function EntranceCard({ title, lead, children, below }: EntranceCardProps) {
  return (
    <div className="mx-auto w-full max-w-[26rem]">
      <h1 className="font-display text-[clamp(1.75rem,1.4rem+1.4vw,2.125rem)] leading-[1.1] font-bold tracking-[-0.025em] text-balance">
        {title}
      </h1>
      {lead ? <p className="mt-2 text-pretty text-ink-2">{lead}</p> : null}
      <div className="mt-6 grid gap-5">{children}</div>
      {below ? <div className="mt-8 grid gap-3 text-sm text-ink-2">{below}</div> : null}
    </div>
  );
}
