import type { ReactNode } from "react";

type NoticeProps = {
  art: ReactNode;
  title: string;
  text: string;
  action?: ReactNode;
  /** "alert" when it tells of something that went wrong just now. */
  role?: "alert" | "status";
};

/** A drawn place-holder for a whole area: nothing there, nothing found, something went wrong. */
export function Notice({ art, title, text, action, role }: NoticeProps) {
  return (
    <div role={role} className="flex flex-col items-center gap-5 px-4 py-10 text-center md:py-14">
      {art}
      <div>
        <h2 className="font-display text-xl font-[650] tracking-[-0.01em] text-balance">{title}</h2>
        <p className="mx-auto mt-1.5 max-w-[34rem] text-sm text-pretty text-ink-2">{text}</p>
      </div>
      {action}
    </div>
  );
}
