import type { ReactNode } from "react";

type SectionProps = {
  /** Also where `#id` of the address leads. */
  id: string;
  icon: ReactNode;
  title: string;
  lead: string;
  /** Beside the title: a state, or the one thing that can be begun here. */
  aside?: ReactNode;
  children?: ReactNode;
};

/** One subject of a page of settings. */
export function Section({ id, icon, title, lead, aside, children }: SectionProps) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="scroll-mt-6 rounded-lg border border-line bg-surface p-5 shadow-card md:p-7"
    >
      <header className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <span
          aria-hidden
          className="grid size-11 shrink-0 place-items-center rounded-md bg-accent-soft text-accent"
        >
          {icon}
        </span>
        <div className="min-w-0 flex-1 basis-60">
          <h2 id={`${id}-title`} className="font-display text-lg font-[650] tracking-[-0.01em]">
            {title}
          </h2>
          <p className="mt-0.5 max-w-[38rem] text-sm text-pretty text-ink-2">{lead}</p>
        </div>
        {aside}
      </header>
      {children ? <div className="mt-5">{children}</div> : null}
    </section>
  );
}
