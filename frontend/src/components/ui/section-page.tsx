import type { ReactNode } from "react";

type SectionPageProps = {
  /** What the list of sections is called. */
  label: string;
  sections: readonly { id: string; title: string }[];
  children: ReactNode;
};

/** A long page of sections, with the way to each of them beside it where there is room. */
export function SectionPage({ label, sections, children }: SectionPageProps) {
  return (
    <div className="lg:grid lg:grid-cols-[minmax(0,48rem)_minmax(0,1fr)] lg:gap-12">
      <nav aria-label={label} className="hidden lg:col-start-2 lg:row-start-1 lg:block">
        <ul className="sticky top-8 border-l border-line text-sm">
          {sections.map(({ id, title }) => (
            <li key={id}>
              <a
                href={`#${id}`}
                className="-ml-px flex min-h-9 items-center border-l border-transparent py-1 pl-4 text-ink-2 hover:border-accent hover:text-ink"
              >
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="grid max-w-[48rem] content-start gap-5 lg:col-start-1 lg:row-start-1">{children}</div>
    </div>
  );
}
