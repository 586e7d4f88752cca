"use client";

import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { Meter } from "@/components/ui/meter";
import { Link } from "@/i18n/navigation";
import type { Usage as Taken } from "@/lib/api";
import { useFormats } from "@/lib/formats";

const FIGURE = "font-display text-[1.75rem] leading-tight font-bold tracking-[-0.02em]";

function Unlimited({ used }: { used: number }) {
  const t = useTranslations("profile.usage");
  const formats = useFormats();
  return (
    <p className="flex flex-wrap items-baseline gap-x-2.5">
      <span className={FIGURE}>{formats.bytes(used)}</span>
      <span className="text-sm text-ink-2">{t("unlimited")}</span>
    </p>
  );
}

function Limited({ used, limit }: { used: number; limit: number }) {
  const t = useTranslations("profile.usage");
  const formats = useFormats();
  const left = Math.max(limit - used, 0);
  const of = t("of", { limit: formats.bytes(limit) });
  return (
    <div className="grid gap-2.5">
      <p className="flex flex-wrap items-baseline gap-x-2.5">
        <span className={FIGURE}>{formats.bytes(used)}</span>
        <span className="text-sm text-ink-2">{of}</span>
        <span className="ml-auto text-sm font-medium text-ink-2">
          {left > 0 ? t("left", { left: formats.bytes(left) }) : t("full")}
        </span>
      </p>
      <Meter
        label={t("storage")}
        fraction={left > 0 ? used / limit : 1}
        valueText={`${formats.bytes(used)} ${of}`}
      />
      {left > 0 ? null : (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-sm text-pretty text-ink-2">{t("makeRoom")}</p>
          <Link href="/history" className={buttonClass()}>
            {t("toHistory")}
          </Link>
        </div>
      )}
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex-1 basis-36 rounded-md bg-sunken px-4 py-3">
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="mt-0.5 text-sm font-semibold">{value}</dd>
    </div>
  );
}

function useCount(): (value: number, limit: number | null) => string {
  const t = useTranslations("profile.usage");
  const formats = useFormats();
  return (value, limit) =>
    limit === null
      ? formats.number(value)
      : t("count", { value: formats.number(value), limit: formats.number(limit) });
}

/** Nothing to count, and nothing to count towards. */
function isBlank(usage: Taken): boolean {
  const { storage_limit, file_limit, month_limit, running_limit } = usage;
  const isLimited = [storage_limit, file_limit, month_limit, running_limit].some((limit) => limit !== null);
  return !isLimited && usage.storage_used + usage.films_this_month + usage.running_now === 0;
}

/** The room that films take, and the other limits beside it. */
export function Usage({ usage }: { usage: Taken }) {
  const t = useTranslations("profile.usage");
  const formats = useFormats();
  const count = useCount();
  const { storage_used, storage_limit, file_limit } = usage;
  if (isBlank(usage)) return <p className="text-sm text-pretty text-ink-2">{t("blank")}</p>;
  return (
    <div className="grid gap-5">
      {storage_limit === null ? (
        <Unlimited used={storage_used} />
      ) : (
        <Limited used={storage_used} limit={storage_limit} />
      )}
      <dl className="flex flex-wrap gap-2">
        <Fact name={t("month")} value={count(usage.films_this_month, usage.month_limit)} />
        <Fact name={t("running")} value={count(usage.running_now, usage.running_limit)} />
        {file_limit === null ? null : (
          <Fact name={t("file")} value={t("upTo", { size: formats.bytes(file_limit) })} />
        )}
      </dl>
    </div>
  );
}
