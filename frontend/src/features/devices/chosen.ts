import type { Device } from "@/lib/api";

/** Those that stand on the page without asking; the choice itself is always among them. */
const MAIN_DEVICES = [
  "any-chromecast",
  "chromecast-3",
  "chromecast-ultra",
  "google-tv-4k",
  "google-tv-streamer",
  "nest-hub",
];

/** The device remembered if it still exists, else the server's default. */
export function chosenDevice(devices: readonly Device[], remembered: string | null): Device | undefined {
  return (
    devices.find((each) => each.id === remembered) ?? devices.find((each) => each.is_default) ?? devices[0]
  );
}

/** The tiles: the main devices, the last one giving way to a choice that is not among them. */
export function tilesFor(devices: readonly Device[], chosen: Device | undefined): Device[] {
  const main = MAIN_DEVICES.flatMap((id) => devices.find((each) => each.id === id) ?? []);
  if (!chosen || main.includes(chosen)) return main;
  return [...main.slice(0, MAIN_DEVICES.length - 1), chosen];
}
