import { describe, expect, it } from "vitest";
import type { Device } from "@/lib/api";
import { chosenDevice, tilesFor } from "./chosen";

function device(id: string, is_default = false): Device {
  return {
    id,
    name: id,
    summary: "",
    source: "",
    checked: "2026-11-22",
    max_width: 1920,
    max_height: 1080,
    video_codecs: [],
    dynamic_ranges: [],
    icon: "cast",
    is_default,
  };
}

const all = [
  device("any-chromecast", true),
  ...[
    "chromecast-2",
    "chromecast-3",
    "chromecast-ultra",
    "google-tv-4k",
    "google-tv-streamer",
    "nest-hub",
  ].map((id) => device(id)),
];

describe("the device", () => {
  it.each([
    ["remembered", "nest-hub", "nest-hub"],
    ["not remembered: the default", null, "any-chromecast"],
    ["remembered, but it no longer exists: the default", "chromecast-99", "any-chromecast"],
  ])("%s", (_, remembered, id) => {
    expect(chosenDevice(all, remembered)?.id).toBe(id);
  });

  it("is undefined while no devices are known", () => {
    expect(chosenDevice([], "nest-hub")).toBeUndefined();
  });
});

describe("the tiles", () => {
  it("are the six main devices", () => {
    expect(tilesFor(all, all[0]).map((each) => each.id)).toEqual([
      "any-chromecast",
      "chromecast-3",
      "chromecast-ultra",
      "google-tv-4k",
      "google-tv-streamer",
      "nest-hub",
    ]);
  });

  it("give way to a choice that is not among them", () => {
    const tiles = tilesFor(all, device("chromecast-2")).map((each) => each.id);
    expect(tiles).toHaveLength(6);
    expect(tiles.at(-1)).toBe("chromecast-2");
  });
});
