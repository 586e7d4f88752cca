"use client";

import { ShieldAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { useSession } from "@/features/entrance";
import { storedValue } from "@/lib/browser/stored-value";

const answer = storedValue("open-network");

/** Nobody signs in, and others can reach the program: whoever comes here should know, once in each browser. */
export function OpenNetworkNotice() {
  const t = useTranslations("shell.openNetwork");
  const isOpen = useSession().data?.open_network ?? false;
  const isUnderstood = useSyncExternalStore(answer.subscribe, answer.read, () => null) !== null;
  if (!isOpen || isUnderstood) return null;
  return (
    <section
      aria-label={t("title")}
      className="flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md border border-line bg-work-soft px-4 py-3 text-sm shadow-raised"
    >
      <ShieldAlert size={18} aria-hidden className="mt-0.5 shrink-0 text-work" />
      <p className="min-w-0 flex-1 basis-60 text-pretty">
        <b className="font-[650]">{t("title")}</b> {t("text")}
      </p>
      <Button className="ml-auto" onClick={() => answer.write("understood")}>
        {t("understood")}
      </Button>
    </section>
  );
}
