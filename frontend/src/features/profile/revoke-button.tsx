"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmSheet } from "@/features/film";
import { TOKENS } from "./keys";
import { Trouble } from "./trouble";

type RevokeButtonProps = {
  label: string;
  /** What it says to those who hear it alone, if more than its label. */
  spoken?: string;
  /** The question before it. */
  title: string;
  revoke: () => Promise<unknown>;
};

/** Tokens end after a question. */
export function RevokeButton({ label, spoken, title, revoke }: RevokeButtonProps) {
  const t = useTranslations("profile.tokens");
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const revoking = useMutation({
    mutationFn: revoke,
    onSuccess: () => client.invalidateQueries({ queryKey: TOKENS }),
    onSettled: () => setAsking(false),
  });
  return (
    <>
      <Button aria-label={spoken} onClick={() => setAsking(true)}>
        {label}
      </Button>
      <Trouble error={revoking.error} onDismiss={revoking.reset} />
      <ConfirmSheet
        open={asking}
        onOpenChange={setAsking}
        title={title}
        text={t("revokeText")}
        confirm={t("revoke")}
        keep={t("keep")}
        busy={revoking.isPending}
        onConfirm={() => revoking.mutate()}
      />
    </>
  );
}
