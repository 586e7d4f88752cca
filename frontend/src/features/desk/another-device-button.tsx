"use client";

import { MonitorSmartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { AgainSheet } from "@/features/again";
import type { Job } from "@/lib/api";

/** Only while the server still has the film. */
export function AnotherDeviceButton({ job }: { job: Job }) {
  const t = useTranslations("desk");
  const [choosing, setChoosing] = useState(false);
  if (!job.source_available) return null;
  return (
    <>
      <Button look="quiet" onClick={() => setChoosing(true)}>
        <MonitorSmartphone size={16} aria-hidden />
        {t("another")}
      </Button>
      <AgainSheet jobs={[job]} open={choosing} onOpenChange={setChoosing} />
    </>
  );
}
