/** Codecs, containers and layouts by the names printed on boxes. What is not listed keeps its own name. */

const CODECS: Readonly<Record<string, string>> = {
  h264: "H.264",
  hevc: "HEVC",
  av1: "AV1",
  vp8: "VP8",
  vp9: "VP9",
  mpeg1video: "MPEG-1",
  mpeg2video: "MPEG-2",
  mpeg4: "MPEG-4",
  msmpeg4v3: "DivX 3",
  vc1: "VC-1",
  wmv3: "WMV",
  prores: "ProRes",
  theora: "Theora",
  mjpeg: "JPEG",
  png: "PNG",
  aac: "AAC",
  ac3: "Dolby Digital",
  eac3: "Dolby Digital Plus",
  dts: "DTS",
  truehd: "Dolby TrueHD",
  mp2: "MP2",
  mp3: "MP3",
  opus: "Opus",
  vorbis: "Vorbis",
  flac: "FLAC",
  alac: "Apple Lossless",
  wmav2: "WMA",
  wmapro: "WMA Pro",
  amr_nb: "AMR",
  subrip: "SRT",
  ass: "ASS",
  ssa: "SSA",
  webvtt: "WebVTT",
  mov_text: "MP4 text",
  hdmv_pgs_subtitle: "PGS",
  dvd_subtitle: "VobSub",
  dvb_subtitle: "DVB",
  dvb_teletext: "Teletext",
  eia_608: "CEA-608",
  ttml: "TTML",
};

const CONTAINERS: Readonly<Record<string, string>> = {
  matroska: "Matroska",
  webm: "WebM",
  mp4: "MP4",
  mpegts: "MPEG-TS",
  mpegps: "MPEG-PS",
  avi: "AVI",
  ogg: "Ogg",
  mp3: "MP3",
  wav: "WAV",
  flac: "FLAC",
  adts: "AAC",
};

const HARDWARE: Readonly<Record<string, string>> = {
  nvenc: "NVIDIA NVENC",
  qsv: "Intel Quick Sync",
  vaapi: "VAAPI",
  amf: "AMD AMF",
  videotoolbox: "Apple VideoToolbox",
  v4l2m2m: "V4L2",
  vulkan: "Vulkan",
};

const DYNAMIC_RANGES: Readonly<Record<string, string>> = {
  sdr: "SDR",
  hdr10: "HDR10",
  hdr10_plus: "HDR10+",
  hlg: "HLG",
  dolby_vision: "Dolby Vision",
};

export function codecName(codec: string | null): string {
  if (codec === null) return "?";
  return CODECS[codec] ?? (codec.startsWith("pcm_") ? "PCM" : codec.toUpperCase());
}

export function containerName(container: string): string {
  return CONTAINERS[container] ?? container;
}

export function dynamicRangeName(range: string): string {
  return DYNAMIC_RANGES[range] ?? range;
}

export function hardwareName(family: string): string {
  return HARDWARE[family] ?? family.toUpperCase();
}

/** `NVIDIA NVENC` for `hevc_nvenc`; null for encoders that run on the processor. */
export function hardwareOf(encoder: string): string | null {
  const family = encoder.slice(encoder.lastIndexOf("_") + 1);
  return HARDWARE[family] ?? null;
}

/** `1080p`, `4K`: by width as well as height, because wide films have fewer lines. */
export function resolutionName(width: number, height: number): string {
  const [long, short] = width >= height ? [width, height] : [height, width];
  const rungs: [number, number, string][] = [
    [7680, 4320, "8K"],
    [3840, 2160, "4K"],
    [2560, 1440, "1440p"],
    [1920, 1080, "1080p"],
    [1280, 720, "720p"],
  ];
  const rung = rungs.find(([w, h]) => long >= w * 0.95 || short >= h * 0.95);
  return rung ? rung[2] : `${short}p`;
}

/** `5.1` for six channels; null for mono and stereo, which have words of their own. */
export function surroundName(channels: number, layout?: string | null): string | null {
  if (channels <= 2) return null;
  const named = /^\d\.\d(\.\d)?/.exec(layout ?? "");
  if (named) return named[0];
  const usual: Readonly<Record<number, string>> = { 3: "2.1", 6: "5.1", 7: "6.1", 8: "7.1" };
  return usual[channels] ?? `${channels}.0`;
}
