"use client";

import { FolderOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ChangeEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { addUploads } from "@/features/uploads";
import type { Job } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import { CardButtons } from "./card-frame";
import { OptionsButton } from "./options-door";

/** The browser gives a film away once only: after a reload its user has to pick it again. */
export function PickAgain({ job }: { job: Job }) {
  const t = useTranslations("uploads");
  const formats = useFormats();
  const input = useRef<HTMLInputElement>(null);
  const [isOther, setIsOther] = useState(false);
  function picked(event: ChangeEvent<HTMLInputElement>) {
    const [file] = event.target.files ?? [];
    if (!file) return;
    setIsOther(file.size !== job.input_size);
    const wishes = { device: job.device, start: job.start_when_ready, anew: true };
    if (file.size === job.input_size) addUploads([file], wishes);
    event.target.value = "";
  }
  return (
    <>
      <p role="status" className="text-sm font-medium text-work">
        {isOther ? t("otherFile", { name: job.filename, size: formats.bytes(job.input_size ?? 0) }) : ""}
      </p>
      <CardButtons>
        <Button look="primary" onClick={() => input.current?.click()}>
          <FolderOpen size={16} aria-hidden />
          {t("pickAgain")}
        </Button>
        {job.plan ? <OptionsButton job={job} /> : null}
        <input
          ref={input}
          type="file"
          hidden
          tabIndex={-1}
          aria-label={t("pickAgain")}
          data-testid="again-input"
          onChange={picked}
        />
      </CardButtons>
    </>
  );
}
