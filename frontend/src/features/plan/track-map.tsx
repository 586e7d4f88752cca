"use client";

import {
  ArrowRight,
  Captions,
  Check,
  FileText,
  Image,
  type LucideIcon,
  Minus,
  RefreshCw,
  Video,
  Volume2,
} from "lucide-react";
import { useTranslations } from "next-intl";
import type { Plan, Stream } from "@/lib/api";
import { type TrackRow, trackRows, type Way } from "./track-rows";
import { useTrackWords } from "./use-track-words";

const KIND_ICONS: Readonly<Record<Stream["kind"], LucideIcon>> = {
  video: Video,
  audio: Volume2,
  subtitle: Captions,
  attachment: FileText,
  data: FileText,
};

const WAY_ICONS: Readonly<Record<Way, LucideIcon>> = {
  kept: Check,
  convert: RefreshCw,
  along: ArrowRight,
  leftOut: Minus,
  drawn: Captions,
};

function KindIcon({ stream }: { stream: Stream }) {
  const Icon = stream.kind === "video" && stream.is_cover_art ? Image : KIND_ICONS[stream.kind];
  return <Icon size={16} aria-hidden />;
}

function Line({ row }: { row: TrackRow }) {
  const t = useTranslations("tracks");
  const words = useTrackWords();
  const source = words.source(row);
  const result = words.result(row);
  const [{ stream }] = row.tracks;
  const WayIcon = WAY_ICONS[row.way];
  const leftOut = row.way === "leftOut";
  return (
    <li>
      <div className="track-end">
        <KindIcon stream={stream} />
        <span>
          {source.name} {source.facts ? <small>{source.facts}</small> : null}
        </span>
      </div>
      <div className="track-way" data-way={row.way}>
        <WayIcon size={15} strokeWidth={2.5} aria-hidden />
        <span>{t(`ways.${row.way}`)}</span>
      </div>
      <div className="track-end" data-none={leftOut || undefined}>
        {leftOut ? null : <KindIcon stream={stream} />}
        <span>
          {result.name} <small>{result.facts}</small>
        </span>
      </div>
    </li>
  );
}

/** What becomes of each track: the one drawing that explains a plan. */
export function TrackMap({ plan, streams }: { plan: Plan; streams: readonly Stream[] }) {
  const t = useTranslations("tracks");
  return (
    <div className="[container-type:inline-size]">
      <ul className="track-map" aria-label={t("label")}>
        {trackRows(plan, streams).map((row) => (
          <Line key={row.id} row={row} />
        ))}
      </ul>
    </div>
  );
}
