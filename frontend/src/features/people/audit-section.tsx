"use client";

import { ScrollText } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { useFormats } from "@/lib/formats";
import type messages from "@/messages/en.json";
import { Loaded } from "./loaded";
import { type AuditEntry, useAudit } from "./queries";

type Kind = keyof (typeof messages)["people"]["audit"]["kinds"];

/** What it was done to, where the entry names it. */
function aboutOf(entry: AuditEntry): string[] {
  const { email, name } = (entry.about ?? {}) as { email?: unknown; name?: unknown };
  const isNamed = (word: unknown): word is string => typeof word === "string" && word !== "";
  return [email, name].filter(isNamed).filter((word) => word !== entry.actor);
}

function Row({ entry }: { entry: AuditEntry }) {
  const t = useTranslations("people.audit");
  const formats = useFormats();
  const kind = entry.kind as Kind;
  const facts = [entry.actor ?? t("nobody"), ...aboutOf(entry), ...(entry.address ? [entry.address] : [])];
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 py-2.5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="text-sm font-medium">{t.has(`kinds.${kind}`) ? t(`kinds.${kind}`) : entry.kind}</p>
        <p className="text-xs text-ink-3 [overflow-wrap:anywhere]">
          <Facts facts={facts} />
        </p>
      </div>
      <time dateTime={entry.at} className="text-xs text-ink-3">
        {formats.dateTime(entry.at)}
      </time>
    </li>
  );
}

export function AuditSection() {
  const t = useTranslations("people.audit");
  const more = useTranslations("people")("more");
  const audit = useAudit();
  return (
    <Section id="audit" icon={<ScrollText size={20} />} title={t("title")} lead={t("lead")}>
      <Loaded asked={audit}>
        {({ pages }) => (
          <>
            {pages[0]?.results.length === 0 ? <p className="text-sm text-ink-3">{t("none")}</p> : null}
            <ul aria-label={t("title")} className="divide-y divide-line">
              {pages
                .flatMap((page) => page.results)
                .map((entry) => (
                  <Row key={entry.id} entry={entry} />
                ))}
            </ul>
          </>
        )}
      </Loaded>
      {audit.hasNextPage ? (
        <Button className="mt-4" disabled={audit.isFetchingNextPage} onClick={() => audit.fetchNextPage()}>
          {more}
        </Button>
      ) : null}
    </Section>
  );
}
