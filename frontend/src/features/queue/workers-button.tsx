"use client";

import { Server } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { WorkersList } from "./workers-list";

/** Opens who does the work. Where there is one alone, as at home, a quiet word is enough; several are counted. */
export function WorkersButton({ count }: { count: number }) {
  const t = useTranslations("queue.workers");
  const close = useTranslations("shell")("close");
  const [looking, setLooking] = useState(false);
  const open = () => setLooking(true);
  return (
    <>
      {count < 2 ? (
        <Button look="quiet" title={t("title")} onClick={open} className="px-3">
          <Server size={16} aria-hidden />
          <span className="max-lg:sr-only">{t("title")}</span>
        </Button>
      ) : (
        <Button look="quiet" onClick={open} className="px-3">
          <Server size={16} aria-hidden />
          {t("count", { count })}
        </Button>
      )}
      <Sheet
        open={looking}
        onOpenChange={setLooking}
        title={t("title")}
        lead={t("lead")}
        closeLabel={close}
        onlyText
      >
        <WorkersList />
      </Sheet>
    </>
  );
}
