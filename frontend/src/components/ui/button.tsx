import type { AnchorHTMLAttributes, ButtonHTMLAttributes, Ref } from "react";
import { cx } from "./class-names";

/** `danger` does what can't be undone, `warning` leads to it. */
export type ButtonLook = "primary" | "plain" | "quiet" | "warning" | "danger";

const SHAPE =
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-full border px-4 text-sm font-semibold whitespace-nowrap " +
  "select-none transition-colors duration-150 disabled:opacity-50 aria-disabled:opacity-50 md:min-h-10";

const LOOKS: Record<ButtonLook, string> = {
  primary:
    "border-accent bg-accent text-accent-ink enabled:hover:bg-[color-mix(in_srgb,var(--accent)_88%,var(--ink))]",
  plain: "border-line-strong bg-surface text-ink hover:bg-sunken",
  quiet: "border-transparent text-ink-2 hover:bg-sunken hover:text-ink",
  warning: "border-line-strong bg-surface text-bad hover:border-bad hover:bg-bad-soft",
  danger: "border-bad bg-bad text-surface enabled:hover:bg-[color-mix(in_srgb,var(--bad)_88%,var(--ink))]",
};

export function buttonClass(look: ButtonLook = "plain", extra?: string): string {
  return cx(SHAPE, LOOKS[look], extra);
}

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: ButtonLook;
  ref?: Ref<HTMLButtonElement>;
};

export function Button({ look, className, type = "button", ...rest }: ButtonProps) {
  return (
    <button type={type} data-look={look ?? "plain"} className={buttonClass(look, className)} {...rest} />
  );
}

type LinkButtonProps = AnchorHTMLAttributes<HTMLAnchorElement> & { look?: ButtonLook };

/** A link in the shape of a button: for downloads and other addresses outside the app's routes. */
export function LinkButton({ look, className, children, ...rest }: LinkButtonProps) {
  return (
    <a data-look={look ?? "plain"} className={buttonClass(look, className)} {...rest}>
      {children}
    </a>
  );
}

type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  label: string;
  ref?: Ref<HTMLButtonElement>;
};

/** A round button with a picture only; its name is `label`. */
export function IconButton({ label, className, type = "button", ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={cx(
        "inline-grid size-11 shrink-0 place-items-center rounded-full text-ink-2 transition-colors duration-150",
        "hover:bg-sunken hover:text-ink disabled:opacity-50 md:size-10",
        className,
      )}
      {...rest}
    />
  );
}
