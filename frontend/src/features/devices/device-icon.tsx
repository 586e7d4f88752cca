import { Cast, CircleDot, Disc, type LucideIcon, Router, Tablet, Tv, UsbIcon } from "lucide-react";
import type { Device } from "@/lib/api";

const ICONS: Readonly<Record<Device["icon"], LucideIcon>> = {
  cast: Cast,
  stick: CircleDot,
  ultra: Disc,
  "google-tv": UsbIcon,
  streamer: Router,
  display: Tablet,
  tv: Tv,
};

export function DeviceIcon({ icon, size = 22 }: { icon: Device["icon"]; size?: number }) {
  const Icon = ICONS[icon];
  return <Icon size={size} aria-hidden />;
}
