"use client";

import { useSyncExternalStore } from "react";
import type { Device } from "@/lib/api";
import { storedValue } from "@/lib/browser/stored-value";
import { chosenDevice } from "./chosen";
import { useDevices } from "./queries";

const remembered = storedValue("device");

export function useChosenDevice(): { device: Device | undefined; choose: (id: string) => void } {
  const devices = useDevices();
  const id = useSyncExternalStore(remembered.subscribe, remembered.read, () => null);
  return { device: chosenDevice(devices.data ?? [], id), choose: remembered.write };
}
