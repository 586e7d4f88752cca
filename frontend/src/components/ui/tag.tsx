import type { ReactNode } from "react";
import { cx } from "./class-names";

export type TagTone = "good" | "work" | "bad" | "plain" | "accent";

const TONES: Record<TagTone, string> = {
  good: "bg-good-soft text-good",
  work: "bg-work-soft text-work",
  bad: "bg-bad-soft text-bad",
  plain: "bg-sunken text-ink-2",
  accent: "bg-accent-soft text-accent",
};

export function Tag({
  tone = "plain",
  icon,
  children,
}: {
  tone?: TagTone;
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span
      className={cx(
        "inline-flex max-w-full shrink-0 items-center gap-1.5 rounded-full px-2.5 py-1 text-xs font-semibold",
        TONES[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}
