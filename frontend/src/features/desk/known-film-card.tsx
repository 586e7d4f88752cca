"use client";

import { History, RotateCcw, Upload as UploadIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Tag } from "@/components/ui/tag";
import { Still } from "@/features/film";
import { type KnownFilm, reuseKnown, sendAnyway, type Upload } from "@/features/uploads";
import { useFormats } from "@/lib/formats";
import { CardButtons, CardFrame } from "./card-frame";
import { CancelUpload } from "./upload-buttons";

type KnownFilmCardProps = { upload: Upload; films: readonly KnownFilm[]; compared: number | null };

/** The server seems to have this film: used again, nothing has to be sent. */
export function KnownFilmCard({ upload, films, compared }: KnownFilmCardProps) {
  const t = useTranslations("known");
  const formats = useFormats();
  const [film] = films;
  if (!film) return null;
  const date = formats.date(film.created_at);
  const comparing = t("comparing", { percent: formats.percent(compared ?? 0) });
  return (
    <CardFrame
      name={upload.name}
      still={
        <Still
          url={`/api/jobs/${film.job}/still/`}
          name={upload.name}
          duration={null}
          className="max-md:aspect-[21/9]"
        />
      }
      meta={formats.bytes(upload.size)}
      mark={<Tag icon={<History size={13} aria-hidden />}>{t("tag")}</Tag>}
    >
      <p role="status" className="mt-2 max-w-[42rem] text-pretty">
        <b className="font-[650]">
          {film.filename === upload.name ? t("sent", { date }) : t("sentAs", { date, name: film.filename })}
        </b>{" "}
        {compared === null ? t("offer") : t("checking")}
      </p>
      {compared === null ? null : (
        <>
          <ProgressBar
            className="mt-3"
            fraction={compared}
            label={t("barLabel", { name: upload.name })}
            valueText={comparing}
          />
          <p className="mt-1 text-sm text-ink-3">{comparing}</p>
        </>
      )}
      <CardButtons>
        {compared === null ? (
          <Button look="primary" onClick={() => reuseKnown(upload.id)}>
            <RotateCcw size={16} aria-hidden />
            {t("use")}
          </Button>
        ) : null}
        <Button onClick={() => sendAnyway(upload.id)}>
          <UploadIcon size={16} aria-hidden />
          {t("anyway")}
        </Button>
        <CancelUpload upload={upload} />
      </CardButtons>
    </CardFrame>
  );
}
