"use client";

import { Download, Info, Play, RotateCw, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "@/components/ui/button";
import { DetailsSheet, filmOf, PlayerSheet } from "@/features/film";
import { useRetryJob } from "@/features/jobs";
import type { Job } from "@/lib/api";

function PlayAndDownload({ job }: { job: Job }) {
  const t = useTranslations("desk");
  const [playing, setPlaying] = useState(false);
  const film = filmOf(job);
  if (!film) return null;
  return (
    <>
      <IconButton label={t("playNamed", { name: job.filename })} onClick={() => setPlaying(true)}>
        <Play size={17} aria-hidden />
      </IconButton>
      <a
        href={film.url}
        download={film.name}
        aria-label={t("downloadNamed", { name: job.filename })}
        title={t("download")}
        className="inline-grid size-11 place-items-center rounded-full text-ink-2 transition-colors duration-150 hover:bg-sunken hover:text-ink md:size-10"
      >
        <Download size={17} aria-hidden />
      </a>
      <PlayerSheet job={job} open={playing} onOpenChange={setPlaying} />
    </>
  );
}

function Retry({ job }: { job: Job }) {
  const t = useTranslations("desk");
  const retry = useRetryJob();
  if (job.status !== "failed" && job.status !== "cancelled") return null;
  return (
    <IconButton
      label={t("retryNamed", { name: job.filename })}
      disabled={retry.isPending}
      onClick={() => retry.mutate(job.id)}
    >
      <RotateCw size={17} aria-hidden />
    </IconButton>
  );
}

export function RowActions({ job, onDelete }: { job: Job; onDelete: () => void }) {
  const t = useTranslations("desk");
  const history = useTranslations("history");
  const [reading, setReading] = useState(false);
  return (
    <div className="-mr-2 flex items-center justify-end">
      <PlayAndDownload job={job} />
      <Retry job={job} />
      <IconButton label={t("detailsNamed", { name: job.filename })} onClick={() => setReading(true)}>
        <Info size={17} aria-hidden />
      </IconButton>
      <IconButton label={history("deleteNamed", { name: job.filename })} onClick={onDelete}>
        <Trash2 size={17} aria-hidden />
      </IconButton>
      <DetailsSheet job={job} open={reading} onOpenChange={setReading} />
    </div>
  );
}
