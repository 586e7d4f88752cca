"use client";

import { BadgeCheck, Captions, Download, Files, Image as ImageIcon, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, LinkButton } from "@/components/ui/button";
import { DownloadMenu } from "@/components/ui/download-menu";
import { Tag } from "@/components/ui/tag";
import { useDeviceName } from "@/features/devices";
import { DetailsSheet, extrasOf, filmOf, PlayerSheet, useOutputLabel, WarningList } from "@/features/film";
import { usePlanWords } from "@/features/plan";
import type { Job } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import { AnotherDeviceButton } from "./another-device-button";
import { CardButtons } from "./card-frame";
import { JobFrame } from "./job-frame";
import { RemoveButton } from "./remove-button";

function ExtrasButton({ job }: { job: Job }) {
  const t = useTranslations("desk");
  const formats = useFormats();
  const labelOf = useOutputLabel();
  const extras = extrasOf(job);
  if (extras.length === 0) return null;
  const kinds = new Set(extras.map((output) => output.kind));
  const label = kinds.size > 1 ? t("moreFiles") : t(kinds.has("poster") ? "poster" : "subtitles");
  const Icon = kinds.size > 1 ? Files : kinds.has("poster") ? ImageIcon : Captions;
  const trigger = (
    <Button>
      <Icon size={16} aria-hidden />
      {label}
    </Button>
  );
  const links = extras.map((output) => ({
    id: output.id,
    href: output.url,
    download: output.name,
    label: labelOf(output),
    note: formats.bytes(output.size),
  }));
  return <DownloadMenu label={label} trigger={trigger} links={links} />;
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
      <WarningList job={job} />
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
        <ExtrasButton job={job} />
        <AnotherDeviceButton job={job} />
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
