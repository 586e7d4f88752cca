"use client";

import { CircleAlert, RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";
import { useDeviceName } from "@/features/devices";
import { Still } from "@/features/film";
import { ProblemText } from "@/features/problems";
import { cancelUpload, resumeUpload, type Upload } from "@/features/uploads";
import { asProblem } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import { CardButtons, CardFrame } from "./card-frame";

/** What waiting does not mend: why, and what to do. */
export function FailedUploadCard({ upload, error }: { upload: Upload; error: unknown }) {
  const t = useTranslations("uploads");
  const formats = useFormats();
  const device = useDeviceName(upload.device);
  return (
    <CardFrame
      name={upload.name}
      still={<Still url={null} name={upload.name} duration={null} className="max-md:hidden" />}
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
        <Button look="primary" onClick={() => resumeUpload(upload.id)}>
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
