"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { ConfirmSheet } from "@/features/film";
import { useDeleteJob } from "@/features/jobs";
import type { Job } from "@/lib/api";

/** `prominent`: with its word, where removing is the next step to take. */
export function RemoveButton({ job, prominent = false }: { job: Job; prominent?: boolean }) {
  const t = useTranslations("desk");
  const [asking, setAsking] = useState(false);
  const remove = useDeleteJob();
  return (
    <>
      {prominent ? (
        <Button onClick={() => setAsking(true)}>
          <Trash2 size={16} aria-hidden />
          {t("removeConfirm")}
        </Button>
      ) : (
        <IconButton
          label={t("removeNamed", { name: job.filename })}
          className="ml-auto"
          onClick={() => setAsking(true)}
        >
          <Trash2 size={16} aria-hidden />
        </IconButton>
      )}
      <ConfirmSheet
        open={asking}
        onOpenChange={setAsking}
        title={t("removeTitle")}
        text={t("removeText")}
        confirm={t("removeConfirm")}
        keep={t("keep")}
        busy={remove.isPending}
        onConfirm={() => remove.mutate(job.id, { onSettled: () => setAsking(false) })}
      />
    </>
  );
}
