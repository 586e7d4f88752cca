import { cx } from "./class-names";

/** A grey shape where content will stand; hidden from screen readers, the container says "loading". */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div
      aria-hidden
      className={cx("animate-[breathe_1.8s_ease-in-out_infinite] rounded-sm bg-line", className)}
    />
  );
}
