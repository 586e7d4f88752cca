"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { LogOut, MonitorSmartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Facts } from "@/components/ui/facts";
import { Row, RowList } from "@/components/ui/row-list";
import { Section } from "@/components/ui/section";
import { Tag } from "@/components/ui/tag";
import { ConfirmSheet } from "@/features/film";
import { ProblemNotice } from "@/features/problems";
import { allauth, type SignedInDevice } from "@/lib/allauth";
import { useFormats } from "@/lib/formats";
import { browserName } from "./browser-name";
import { DEVICES } from "./keys";
import { useSignedInDevices } from "./queries";
import { doneOf, isoOf } from "./said";
import { SectionSkeleton } from "./section-skeleton";
import { Trouble } from "./trouble";

function useEndSessions() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (sessions: readonly number[]) =>
      doneOf(await allauth<SignedInDevice[]>("DELETE", "auth/sessions", { sessions })),
    onSuccess: (left) => client.setQueryData(DEVICES, left),
  });
}

function useDeviceName(): (device: SignedInDevice) => string {
  const t = useTranslations("profile.devices");
  return ({ user_agent }) => {
    const { browser, system } = browserName(user_agent);
    if (browser === null) return t("unknown");
    return system === null ? browser : t("on", { browser, system });
  };
}

function DeviceRow({ device, onEnd }: { device: SignedInDevice; onEnd: () => void }) {
  const t = useTranslations("profile.devices");
  const formats = useFormats();
  const name = useDeviceName()(device);
  const facts = [
    device.ip,
    t("since", { date: formats.dateTime(isoOf(device.created_at)) }),
    ...(device.is_current ? [] : [t("seen", { date: formats.dateTime(isoOf(device.last_seen_at)) })]),
  ];
  return (
    <Row name={name} about={<Facts facts={facts} />}>
      {device.is_current ? (
        <Tag tone="good">{t("here")}</Tag>
      ) : (
        <Button aria-label={t("endOne", { name })} onClick={onEnd}>
          {t("end")}
        </Button>
      )}
    </Row>
  );
}

function Devices({ devices }: { devices: readonly SignedInDevice[] }) {
  const t = useTranslations("profile.devices");
  const [ending, setEnding] = useState<readonly number[]>([]);
  const end = useEndSessions();
  const others = devices.filter((device) => !device.is_current).map((device) => device.id);
  const confirm = () => end.mutate(ending, { onSettled: () => setEnding([]) });
  return (
    <>
      <RowList label={t("title")}>
        {devices.map((device) => (
          <DeviceRow key={device.id} device={device} onEnd={() => setEnding([device.id])} />
        ))}
      </RowList>
      {others.length > 0 ? (
        <Button className="mt-4" onClick={() => setEnding(others)}>
          <LogOut size={16} aria-hidden />
          {t("endOthers")}
        </Button>
      ) : (
        <p className="mt-3 text-sm text-ink-3">{t("alone")}</p>
      )}
      <Trouble error={end.error} onDismiss={end.reset} />
      <ConfirmSheet
        open={ending.length > 0}
        onOpenChange={() => setEnding([])}
        title={t("endTitle", { count: ending.length })}
        text={t("endText")}
        confirm={t("endConfirm")}
        keep={t("keep")}
        busy={end.isPending}
        onConfirm={confirm}
      />
    </>
  );
}

/** Where this account is signed in, ended one by one. */
export function DeviceSection() {
  const t = useTranslations("profile.devices");
  const devices = useSignedInDevices();
  if (devices.isPending) return <SectionSkeleton />;
  return (
    <Section id="devices" icon={<MonitorSmartphone size={20} />} title={t("title")} lead={t("lead")}>
      {devices.isError ? (
        <ProblemNotice error={devices.error} onRetry={() => devices.refetch()} />
      ) : (
        <Devices devices={devices.data} />
      )}
    </Section>
  );
}
