import type { ReactNode } from "react";

/** Things of one kind, one under the other. */
export function RowList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="divide-y divide-line border-y border-line">
      {children}
    </ul>
  );
}

type RowProps = {
  name: ReactNode;
  /** Under the name, in small type. */
  about?: ReactNode;
  /** What can be done with it, or how it stands. */
  children?: ReactNode;
};

export function Row({ name, about, children }: RowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-44">
        <div className="text-sm font-medium [overflow-wrap:anywhere]">{name}</div>
        {about ? <div className="text-xs text-ink-3 [overflow-wrap:anywhere]">{about}</div> : null}
      </div>
      {children}
    </li>
  );
}
