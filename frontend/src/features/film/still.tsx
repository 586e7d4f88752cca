"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { cx } from "@/components/ui/class-names";
import { formatClock } from "@/lib/formats";

/** A strip of film in place of a picture that does not exist (yet). */
function Blank() {
  return (
    <svg
      viewBox="0 0 160 90"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      className="absolute inset-0 size-full"
    >
      <rect width="160" height="90" fill="var(--sunken)" />
      <g fill="var(--line)">
        <circle cx="132" cy="18" r="44" />
        <path d="M0 90V66l34-24 30 22 22-14 74 40z" />
      </g>
      <path d="M70 34v22l20-11z" fill="var(--line-strong)" />
    </svg>
  );
}

type StillProps = { url: string | null; name: string; duration: number | null; className?: string };

export function Still({ url, name, duration, className }: StillProps) {
  const t = useTranslations("film");
  const [broken, setBroken] = useState<string | null>(null);
  const shown = url !== null && broken !== url;
  return (
    <div className={cx("relative aspect-video overflow-hidden rounded-sm bg-sunken", className)}>
      {shown ? (
        // biome-ignore lint/performance/noImgElement: there is no image server in an exported page
        <img
          src={url}
          alt={t("still", { name })}
          loading="lazy"
          decoding="async"
          onError={() => setBroken(url)}
          className="absolute inset-0 size-full object-cover"
        />
      ) : (
        <Blank />
      )}
      {duration !== null ? (
        <span className="absolute right-1.5 bottom-1.5 rounded-[0.3rem] bg-black/75 px-1.5 py-1 text-[0.6875rem] leading-none font-medium text-white">
          {formatClock(duration)}
        </span>
      ) : null}
    </div>
  );
}
