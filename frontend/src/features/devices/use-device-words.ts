"use client";

import { useTranslations } from "next-intl";
import type { Device } from "@/lib/api";
import type messages from "@/messages/en.json";
import { useDevices } from "./queries";

type KnownId = keyof (typeof messages)["devices"]["names"];
type Subject = keyof (typeof messages)["devices"]["subjects"];

const SUBJECTS: Readonly<Record<Device["icon"], Subject>> = {
  cast: "chromecast",
  stick: "chromecast",
  ultra: "chromecast",
  "google-tv": "google-tv",
  streamer: "google-tv",
  display: "display",
  tv: "tv",
};

/** Names of devices in the reader's language; the server's own for a device unknown here. */
export function useDeviceWords() {
  const t = useTranslations("devices");
  const name = (device: Pick<Device, "id" | "name">) =>
    t.has(`names.${device.id as KnownId}`) ? t(`names.${device.id as KnownId}`) : device.name;
  const summary = (device: Pick<Device, "id" | "summary">) =>
    t.has(`summaries.${device.id as KnownId}`) ? t(`summaries.${device.id as KnownId}`) : device.summary;
  return { name, summary };
}

export function useDeviceName(id: string): string {
  const known = useDevices().data?.find((each) => each.id === id);
  return useDeviceWords().name(known ?? { id, name: id });
}

/** How a sentence speaks of the device: "your Chromecast". Begins in lower case. */
export function useDeviceSubject(id: string): string {
  const t = useTranslations("devices.subjects");
  const icon = useDevices().data?.find((each) => each.id === id)?.icon;
  return t(icon ? SUBJECTS[icon] : "other");
}
