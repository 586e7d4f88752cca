import type { ReactNode } from "react";

export function PageTitle({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <h1 className="mb-2 font-display text-2xl font-bold tracking-[-0.025em] text-balance">{title}</h1>
      <p className="mb-6 max-w-[44rem] text-pretty text-ink-2">{children}</p>
    </>
  );
}
