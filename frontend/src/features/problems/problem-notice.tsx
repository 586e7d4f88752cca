"use client";

import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { asProblem } from "@/lib/api";
import { UnpluggedArt } from "./unplugged-art";
import { useProblemWords } from "./use-problem-words";

/** In place of content that could not be loaded, with the way on. */
export function ProblemNotice({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useTranslations("problems");
  const { what, next } = useProblemWords()(asProblem(error));
  const again = (
    <Button look="primary" onClick={onRetry}>
      <RotateCw size={16} aria-hidden />
      {t("reload")}
    </Button>
  );
  return <Notice role="alert" art={<UnpluggedArt />} title={what} text={next} action={again} />;
}
