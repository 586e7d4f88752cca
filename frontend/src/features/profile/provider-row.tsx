"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Row } from "@/components/ui/row-list";
import { Sheet } from "@/components/ui/sheet";
import { ConfirmSheet } from "@/features/film";
import { allauth, type LinkedAccount } from "@/lib/allauth";
import { answerOf, api, type Session } from "@/lib/api";
import { useProve } from "./proof";
import { doneOf } from "./said";
import { saidOf } from "./said-of-api";
import { SheetForm } from "./sheet-form";
import { Trouble } from "./trouble";
import { useSecurityStep } from "./use-security-step";

type Provider = Session["providers"][number];

/** Consents to a link: what it means, and on to the provider. */
function LinkSheet({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const t = useTranslations("profile.providers");
  const close = useTranslations("shell")("close");
  const locale = useLocale();
  const { id, name } = provider;
  const prove = useProve();
  const ask = () =>
    answerOf(
      api.POST("/api/session/provider/", {
        body: { provider: id, process: "connect", callback_url: `/${locale}/profile/` },
      }),
    );
  const go = useMutation({
    mutationFn: async () => doneOf(await prove(() => saidOf(ask()))),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title={t("linkTitle", { name })}
      lead={t("linkText", { name })}
      closeLabel={close}
    >
      <SheetForm
        action={t("go", { name })}
        isReady
        isBusy={go.isPending}
        error={go.error}
        onDismiss={go.reset}
        onSubmit={() => go.mutate()}
        beside={
          <Button look="quiet" onClick={onClose}>
            {t("notNow")}
          </Button>
        }
      />
    </Sheet>
  );
}

export function UnlinkedRow({ provider }: { provider: Provider }) {
  const t = useTranslations("profile.providers");
  const [asking, setAsking] = useState(false);
  const { name } = provider;
  return (
    <Row name={name} about={t("notLinked")}>
      <Button aria-label={t("linkOne", { name })} onClick={() => setAsking(true)}>
        {t("link")}
      </Button>
      {asking ? <LinkSheet provider={provider} onClose={() => setAsking(false)} /> : null}
    </Row>
  );
}

export function LinkedRow({ account }: { account: LinkedAccount }) {
  const t = useTranslations("profile.providers");
  const [asking, setAsking] = useState(false);
  const { id, name } = account.provider;
  const unlink = useSecurityStep(() =>
    allauth("DELETE", "account/providers", { provider: id, account: account.uid }),
  );
  const confirm = () => {
    setAsking(false);
    unlink.mutate(undefined);
  };
  return (
    <Row name={name} about={t("as", { who: account.display })}>
      <Button
        aria-label={t("unlinkOne", { name })}
        disabled={unlink.isPending}
        onClick={() => setAsking(true)}
      >
        {t("unlink")}
      </Button>
      {unlink.error ? (
        <div className="basis-full">
          <Trouble error={unlink.error} onDismiss={unlink.reset} />
        </div>
      ) : null}
      <ConfirmSheet
        open={asking}
        onOpenChange={setAsking}
        title={t("unlinkTitle", { name })}
        text={t("unlinkText", { name })}
        confirm={t("unlink")}
        keep={t("keep")}
        onConfirm={confirm}
      />
    </Row>
  );
}
