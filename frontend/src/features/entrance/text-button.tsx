import type { ReactNode } from "react";
import { Link } from "@/i18n/navigation";

const LOOK =
  "inline-flex min-h-8 w-fit items-center rounded-sm font-semibold text-accent underline-offset-4 hover:underline";

export function TextButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" onClick={onClick} className={LOOK}>
      {children}
    </button>
  );
}

export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className={LOOK}>
      {children}
    </Link>
  );
}
