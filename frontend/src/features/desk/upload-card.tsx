"use client";

import { CircleAlert, RotateCw, Upload as UploadIcon, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Tag } from "@/components/ui/tag";
import { useDeviceName } from "@/features/devices";
import { Still } from "@/features/film";
import { ProblemText } from "@/features/problems";
import { cancelUpload, retryUpload, type Upload } from "@/features/uploads";
import { asProblem } from "@/lib/api";
import { type Formats, useFormats } from "@/lib/formats";
import { CardButtons, CardFrame } from "./card-frame";

function useSendingFacts(upload: Upload): { fraction: number; text: string } {
  const t = useTranslations("uploads");
  const formats = useFormats();
  if (upload.state.step !== "sending") return { fraction: 0, text: "" };
  const { sent, rate } = upload.state;
  const fraction = upload.size > 0 ? sent / upload.size : 1;
  if (fraction >= 1) return { fraction: 1, text: t("finishing") };
  const progress = t("progress", { percent: formats.percent(fraction), size: formats.bytes(upload.size) });
  return { fraction, text: [progress, ...pace(upload.size - sent, rate, formats, t)].join(" · ") };
}

type Translate = ReturnType<typeof useTranslations<"uploads">>;

function pace(bytesLeft: number, rate: number | null, formats: Formats, t: Translate): string[] {
  if (rate === null || rate <= 0) return [];
  return [formats.byteRate(rate), t("left", { time: formats.span(bytesLeft / rate) })];
}

function Sending({ upload }: { upload: Upload }) {
  const t = useTranslations("uploads");
  const facts = useSendingFacts(upload);
  const whole = facts.fraction >= 1;
  return (
    <CardFrame
      name={upload.name}
      still={<CardStill upload={upload} />}
      meta={facts.text}
      mark={<Tag icon={<UploadIcon size={13} aria-hidden />}>{t("uploading")}</Tag>}
    >
      <ProgressBar
        className="mt-3"
        fraction={whole ? null : facts.fraction}
        label={t("barLabel", { name: upload.name })}
        valueText={facts.text}
      />
      <CardButtons>
        <Button look="quiet" onClick={() => cancelUpload(upload.id)}>
          <X size={16} aria-hidden />
          {t("cancel")}
        </Button>
      </CardButtons>
    </CardFrame>
  );
}

function CardStill({ upload }: { upload: Upload }) {
  return <Still url={null} name={upload.name} duration={null} className="max-md:hidden" />;
}

function WaitingToSend({ upload }: { upload: Upload }) {
  const t = useTranslations("uploads");
  const formats = useFormats();
  return (
    <CardFrame
      name={upload.name}
      still={<CardStill upload={upload} />}
      meta={t("waitingHint", { size: formats.bytes(upload.size) })}
      mark={<Tag>{t("waiting")}</Tag>}
    >
      <CardButtons>
        <Button look="quiet" onClick={() => cancelUpload(upload.id)}>
          <X size={16} aria-hidden />
          {t("dismiss")}
        </Button>
      </CardButtons>
    </CardFrame>
  );
}

function Stopped({ upload, error }: { upload: Upload; error: unknown }) {
  const t = useTranslations("uploads");
  const formats = useFormats();
  const device = useDeviceName(upload.device);
  return (
    <CardFrame
      name={upload.name}
      still={<CardStill upload={upload} />}
      meta={`${formats.bytes(upload.size)} · ${device}`}
      mark={
        <Tag tone="bad" icon={<CircleAlert size={13} aria-hidden />}>
          {t("stopped")}
        </Tag>
      }
    >
      <div role="alert" className="mt-2">
        <ProblemText problem={asProblem(error)} />
      </div>
      <CardButtons>
        <Button look="primary" onClick={() => retryUpload(upload.id)}>
          <RotateCw size={16} aria-hidden />
          {t("retry")}
        </Button>
        <Button look="quiet" onClick={() => cancelUpload(upload.id)}>
          {t("dismiss")}
        </Button>
      </CardButtons>
    </CardFrame>
  );
}

export function UploadCard({ upload }: { upload: Upload }) {
  const { state } = upload;
  if (state.step === "sending") return <Sending upload={upload} />;
  if (state.step === "waiting") return <WaitingToSend upload={upload} />;
  return <Stopped upload={upload} error={state.error} />;
}
