import { cx } from "./class-names";

type MeterProps = {
  /** Of what is there to take; 1 and more: all of it. */
  fraction: number;
  label: string;
  /** The value in words, as read aloud. */
  valueText: string;
};

/** From here on it is worth a look. */
const NEARLY_FULL = 0.9;

function colourOf(fraction: number): string {
  if (fraction >= 1) return "bg-bad";
  return fraction >= NEARLY_FULL ? "bg-work" : "bg-accent";
}

/** How much of something limited is taken. */
export function Meter({ fraction, label, valueText }: MeterProps) {
  const taken = Math.min(Math.max(fraction, 0), 1);
  return (
    <div className="h-2.5 overflow-hidden rounded-full bg-sunken shadow-[inset_0_0_0_1px_var(--line)]">
      <meter className="sr-only" aria-label={label} aria-valuetext={valueText} value={taken} />
      <div
        aria-hidden
        className={cx("h-full rounded-full", colourOf(fraction), fraction > 0 && "min-w-2.5")}
        style={{ width: `${taken * 100}%` }}
      />
    </div>
  );
}
