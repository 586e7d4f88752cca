"use client";

import {
  ArrowRight,
  Captions,
  Check,
  FileText,
  Image,
  type LucideIcon,
  Minus,
  Plus,
  RefreshCw,
  Video,
  Volume2,
  VolumeX,
} from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { AudioTarget, Plan, Stream } from "@/lib/api";
import { type TrackRow, trackRows, type Way } from "./track-rows";
import { type Text, useTrackWords } from "./use-track-words";

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
  added: Plus,
};

function KindIcon({ stream }: { stream: Stream }) {
  const Icon = stream.kind === "video" && stream.is_cover_art ? Image : KIND_ICONS[stream.kind];
  return <Icon size={16} aria-hidden />;
}

function Ends({ before, way, after }: { before: ReactNode; way: Way; after: ReactNode }) {
  const t = useTranslations("tracks");
  const WayIcon = WAY_ICONS[way];
  return (
    <li>
      {before}
      <div className="track-way" data-way={way}>
        <WayIcon size={15} strokeWidth={2.5} aria-hidden />
        <span>{t(`ways.${way}`)}</span>
      </div>
      {after}
    </li>
  );
}

function End({ icon, text, none = false }: { icon?: ReactNode; text: Text; none?: boolean }) {
  return (
    <div className="track-end" data-none={none || undefined}>
      {icon}
      <span>
        {text.name} {text.facts ? <small>{text.facts}</small> : null}
      </span>
    </div>
  );
}

function Line({ row }: { row: TrackRow }) {
  const words = useTrackWords();
  const [{ stream }] = row.tracks;
  const icon = <KindIcon stream={stream} />;
  const before = <End icon={icon} text={words.source(row)} />;
  if (row.way === "leftOut")
    return <Ends before={before} way={row.way} after={<End none text={words.result(row)} />} />;
  return <Ends before={before} way={row.way} after={<End icon={icon} text={words.result(row)} />} />;
}

/** A sound track that the source has not. */
function AddedSilence({ silence }: { silence: AudioTarget }) {
  const t = useTranslations("tracks");
  const words = useTrackWords();
  return (
    <Ends
      before={<End none text={{ name: "", facts: t("noSound") }} />}
      way="added"
      after={<End icon={<VolumeX size={16} aria-hidden />} text={words.added(silence)} />}
    />
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
        {plan.silence ? <AddedSilence silence={plan.silence} /> : null}
      </ul>
    </div>
  );
}
