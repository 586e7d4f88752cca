import { useTranslations } from "next-intl";
import type { Upload } from "@/features/uploads";
import { type Formats, useFormats } from "@/lib/formats";

type Translate = ReturnType<typeof useTranslations<"uploads">>;

function pace(upload: Upload, formats: Formats, t: Translate): string[] {
  const rate = upload.state.step === "sending" ? upload.state.rate : null;
  if (rate === null || rate <= 0) return [];
  return [formats.byteRate(rate), t("left", { time: formats.span((upload.size - upload.sent) / rate) })];
}

/** What an upload's card says: the line under its name, and a sentence where it does not move. */
export function useUploadFacts(upload: Upload): { meta: string; hint: string | null } {
  const t = useTranslations("uploads");
  const formats = useFormats();
  const { step } = upload.state;
  const size = formats.bytes(upload.size);
  const fraction = upload.size > 0 ? upload.sent / upload.size : 1;
  if (step === "waiting") return { meta: t("waitingHint", { size }), hint: null };
  if (step === "asking") return { meta: t("askingHint", { size }), hint: null };
  if (step === "sending" && fraction >= 1) return { meta: t("finishing"), hint: null };
  const progress = t("progress", { percent: formats.percent(fraction), size });
  if (upload.state.step === "held")
    return { meta: progress, hint: upload.state.cause === "network" ? t("heldNetwork") : t("heldServer") };
  if (step === "paused") return { meta: progress, hint: t("pausedHint") };
  if (step === "resuming") return { meta: progress, hint: t("resuming") };
  return { meta: [progress, ...pace(upload, formats, t)].join(" · "), hint: null };
}
