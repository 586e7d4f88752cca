"use client";

import { useMutation } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { answerOf, api, type Session } from "@/lib/api";
import { FormProblem } from "./form";
import { useEntranceHref } from "./query-parameter";
import { useEntranceWords } from "./use-entrance-words";

/** Google, GitHub, a household's own: they say who somebody is, and send them back to the sign-in page. */
export function Providers({ providers }: { providers: Session["providers"] }) {
  const t = useTranslations("entrance");
  const words = useEntranceWords();
  const locale = useLocale();
  const href = useEntranceHref();
  const go = useMutation({
    mutationFn: (provider: string) =>
      answerOf(
        api.POST("/api/session/provider/", {
          body: { provider, process: "login", callback_url: `/${locale}${href("/sign-in/")}` },
        }),
      ),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  return (
    <>
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          aria-disabled={go.isPending}
          onClick={() => go.mutate(id)}
          className="w-full md:min-h-11"
        >
          <ExternalLink size={18} aria-hidden />
          {t("with", { name })}
        </Button>
      ))}
      <FormProblem>{words.ofRest(go.error)}</FormProblem>
    </>
  );
}
