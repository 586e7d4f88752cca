"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Sheet } from "@/components/ui/sheet";
import type { Job, JobOutput } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import { filmOf, inlineUrl, subtitlesOf } from "./outputs";
import { useSubtitleLabel } from "./use-subtitle-label";

/** WebVTT tracks need a language to be offered by every browser. */
function Track({ output, label, first }: { output: JobOutput; label: string; first: boolean }) {
  return (
    <track
      kind="subtitles"
      src={output.url}
      srcLang={output.language ?? "und"}
      label={label}
      default={first}
    />
  );
}

function Player({ job, film }: { job: Job; film: JobOutput }) {
  const t = useTranslations("player");
  const { locale } = useFormats();
  const label = useSubtitleLabel();
  const [failed, setFailed] = useState(false);
  const isForced = (output: JobOutput) => output.forced && (output.language ?? "").startsWith(locale);
  const Media = film.kind === "audio" ? "audio" : "video";
  return (
    <>
      <Media
        controls
        autoPlay
        preload="metadata"
        src={inlineUrl(film)}
        poster={film.kind === "video" ? (job.still_url ?? undefined) : undefined}
        onError={() => setFailed(true)}
        className={film.kind === "audio" ? "w-full" : "max-h-[70dvh] w-full rounded-md bg-black"}
      >
        {subtitlesOf(job).map((output) => (
          <Track key={output.id} output={output} label={label(output)} first={isForced(output)} />
        ))}
      </Media>
      <p role={failed ? "alert" : undefined} className="mt-3 text-sm text-ink-2">
        {t(failed ? "failed" : "note")}
      </p>
    </>
  );
}

export function PlayerSheet({
  job,
  open,
  onOpenChange,
}: {
  job: Job;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const t = useTranslations("player");
  const close = useTranslations("shell")("close");
  const film = filmOf(job);
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={t("title", { name: job.filename })}
      closeLabel={close}
      size="wide"
    >
      {film ? <Player job={job} film={film} /> : null}
    </Sheet>
  );
}
