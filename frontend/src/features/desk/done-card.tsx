"use client";

import { BadgeCheck, Captions, Download, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, LinkButton } from "@/components/ui/button";
import { DownloadMenu } from "@/components/ui/download-menu";
import { Tag } from "@/components/ui/tag";
import { useDeviceName } from "@/features/devices";
import { DetailsSheet, filmOf, PlayerSheet, subtitlesOf, useSubtitleLabel } from "@/features/film";
import { usePlanWords } from "@/features/plan";
import type { Job } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import { CardButtons } from "./card-frame";
import { JobFrame } from "./job-frame";
import { RemoveButton } from "./remove-button";

function SubtitlesButton({ job }: { job: Job }) {
  const t = useTranslations("desk");
  const formats = useFormats();
  const label = useSubtitleLabel();
  const subtitles = subtitlesOf(job);
  if (subtitles.length === 0) return null;
  const trigger = (
    <Button>
      <Captions size={16} aria-hidden />
      {t("subtitles")}
    </Button>
  );
  const links = subtitles.map((output) => ({
    id: output.id,
    href: output.url,
    download: output.name,
    label: label(output),
    note: formats.bytes(output.size),
  }));
  return <DownloadMenu label={t("subtitles")} trigger={trigger} links={links} />;
}

function useSizes(job: Job): string {
  const t = useTranslations("desk");
  const formats = useFormats();
  if (job.output_size === null) return t("readyPlain");
  const after = formats.bytes(job.output_size);
  if (job.input_size === null || job.outcome === "already_plays") return t("readySame", { after });
  return t("readySizes", { after, before: formats.bytes(job.input_size) });
}

/** What was done, in a few words: a badge for the device, one for the work. */
function Badges({ job }: { job: Job }) {
  const device = useDeviceName(job.device);
  const words = usePlanWords(job.device);
  const work =
    job.outcome !== "already_plays" && job.plan && job.streams ? words.work(job.plan, job.streams) : null;
  return (
    <div className="mt-2.5 flex flex-wrap gap-1.5">
      <Tag>{device}</Tag>
      {work ? <Tag>{work}</Tag> : null}
    </div>
  );
}

export function DoneCard({ job }: { job: Job }) {
  const t = useTranslations("desk");
  const sizes = useSizes(job);
  const [playing, setPlaying] = useState(false);
  const [reading, setReading] = useState(false);
  const film = filmOf(job);
  const mark = (
    <Tag tone="good" icon={<BadgeCheck size={13} aria-hidden />}>
      {t(job.outcome === "already_plays" ? "tags.original" : "tags.proven")}
    </Tag>
  );
  return (
    <JobFrame job={job} meta={sizes} mark={mark}>
      <Badges job={job} />
      <CardButtons>
        {film ? (
          <>
            <Button look="primary" onClick={() => setPlaying(true)}>
              <Play size={16} aria-hidden />
              {t("playHere")}
            </Button>
            <LinkButton href={film.url} download={film.name}>
              <Download size={16} aria-hidden />
              {t("download")}
            </LinkButton>
          </>
        ) : null}
        <SubtitlesButton job={job} />
        <Button look="quiet" onClick={() => setReading(true)}>
          {t("details")}
        </Button>
        <RemoveButton job={job} />
      </CardButtons>
      <PlayerSheet job={job} open={playing} onOpenChange={setPlaying} />
      <DetailsSheet job={job} open={reading} onOpenChange={setReading} />
    </JobFrame>
  );
}
