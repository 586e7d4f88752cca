"use client";

import { Server } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { WorkersList } from "./workers-list";

/** Opens who does the work. Where there is one alone, as at home, a small button is enough; several are counted. */
export function WorkersButton({ count }: { count: number }) {
  const t = useTranslations("queue.workers");
  const close = useTranslations("shell")("close");
  const [looking, setLooking] = useState(false);
  const open = () => setLooking(true);
  return (
    <>
      {count < 2 ? (
        <IconButton label={t("title")} onClick={open}>
          <Server size={17} aria-hidden />
        </IconButton>
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
