import { describe, expect, it } from "vitest";
import { codecName, resolutionName, surroundName } from "./codec-names";

describe("names as on the box", () => {
  it.each([
    ["hevc", "HEVC"],
    ["pcm_s24le", "PCM"],
    ["hdmv_pgs_subtitle", "PGS"],
    ["brandnew", "BRANDNEW"],
    [null, "?"],
  ])("the codec %s is called %s", (codec, name) => {
    expect(codecName(codec)).toBe(name);
  });

  it.each([
    [3840, 2160, "4K"],
    [3840, 1600, "4K"],
    [1920, 804, "1080p"],
    [1440, 1080, "1080p"],
    [1080, 1920, "1080p"],
    [1280, 536, "720p"],
    [720, 576, "576p"],
  ])("%d × %d is called %s", (width, height, name) => {
    expect(resolutionName(width, height)).toBe(name);
  });

  it.each([
    [6, "5.1(side)", "5.1"],
    [8, null, "7.1"],
    [8, "5.1.2", "5.1.2"],
    [2, "stereo", null],
    [1, null, null],
    [12, null, "12.0"],
  ])("%d channels laid out as %s are %s", (channels, layout, name) => {
    expect(surroundName(channels, layout)).toBe(name);
  });
});
