import { cx } from "./class-names";

type ProgressBarProps = {
  /** 0 to 1; null while there is nothing to measure. */
  fraction: number | null;
  label: string;
  /** The value in words, as read aloud. */
  valueText?: string;
  /** Held where it is: drawn without the accent. */
  still?: boolean;
  /** Less than another one beside it. */
  thin?: boolean;
  className?: string;
};

export function ProgressBar(props: ProgressBarProps) {
  const { fraction, label, valueText, still = false, thin = false, className } = props;
  const percent = fraction === null ? undefined : Math.round(fraction * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={valueText}
      className={cx(
        "overflow-hidden rounded-full bg-sunken shadow-[inset_0_0_0_1px_var(--line)]",
        thin ? "h-1" : "h-2",
        className,
      )}
    >
      {fraction === null ? (
        <div className="h-full w-1/3 animate-[sweep_1.6s_ease-in-out_infinite] rounded-full bg-accent" />
      ) : (
        <div
          className={cx(
            "h-full rounded-full transition-[width] duration-700 ease-linear",
            still ? "bg-ink-3" : "bg-accent",
          )}
          style={{ width: `${fraction * 100}%` }}
        />
      )}
    </div>
  );
}
