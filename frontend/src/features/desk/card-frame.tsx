import type { ReactNode } from "react";
import { cx } from "@/components/ui/class-names";

type CardFrameProps = {
  name: string;
  /** The job's id: the card can take the focus for its film. */
  film?: string;
  still: ReactNode;
  meta: ReactNode;
  /** Upper right: a tag or a big number. */
  mark?: ReactNode;
  children?: ReactNode;
};

/** What all cards on the desk share: still on the left (above, on a phone), name, facts, mark. */
export function CardFrame({ name, film, still, meta, mark, children }: CardFrameProps) {
  return (
    <article
      aria-label={name}
      {...(film ? { "data-film": film, tabIndex: -1 } : {})}
      className="focus-visible:rounded-lg grid gap-3 rounded-lg border border-line bg-surface p-4 shadow-card [contain-intrinsic-size:auto_14rem] [content-visibility:auto] md:grid-cols-[8.5rem_minmax(0,1fr)] md:gap-6 md:px-6"
    >
      {still}
      <div className="min-w-0">
        <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-2">
          <div className="min-w-0 flex-1 basis-40">
            <h3 className="font-[650] tracking-[-0.005em] [overflow-wrap:anywhere]">{name}</h3>
            <div className="text-sm text-ink-3 tabular-nums [overflow-wrap:anywhere]">{meta}</div>
          </div>
          {mark}
        </div>
        {children}
      </div>
    </article>
  );
}

export function BigNumber({ children }: { children: ReactNode }) {
  return <span className="font-display text-xl leading-none font-[650] whitespace-nowrap">{children}</span>;
}

const ON_PHONES =
  "max-md:gap-x-1 max-md:[&>[data-look]]:px-3 max-md:[&>[data-look=plain]]:flex-1 max-md:[&>[data-look=primary]]:flex-1 " +
  "max-sm:[&>[data-look=quiet]>svg]:hidden max-md:[&>[data-look=quiet]:first-child]:-ml-3";

/** Buttons of a card: on a phone the shaped ones share the width, on wide screens each has its own. */
export function CardButtons({ children }: { children: ReactNode }) {
  return (
    <div
      className={cx(
        "mt-4 flex flex-wrap items-center gap-2 md:[&>[data-look=quiet]:first-child]:-ml-4",
        ON_PHONES,
      )}
    >
      {children}
    </div>
  );
}
