import type { ReactNode } from "react";

export function OptionSection({
  title,
  hint,
  children,
}: {
  title: string;
  hint?: string;
  children: ReactNode;
}) {
  return (
    <section className="mt-6 first:mt-0">
      <h3 className="text-sm font-[650]">{title}</h3>
      {hint ? <p className="text-xs text-ink-3">{hint}</p> : null}
      <div className="mt-2">{children}</div>
    </section>
  );
}
