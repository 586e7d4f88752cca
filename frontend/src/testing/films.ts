import type {
  Action,
  AudioStream,
  Job,
  Plan,
  Queue,
  QueueWorker,
  Reason,
  Stream,
  SubtitleStream,
  VideoStream,
} from "@/lib/api";

/** Jobs, tracks and plans for tests, named by their content. Each call makes a fresh value. */

const FACTS = {
  codec_tag: null,
  encrypted: false,
  language: null,
  title: null,
  dispositions: [],
  bit_rate: null,
  duration: null,
};

export function picture(index: number, facts: Partial<VideoStream> = {}): VideoStream {
  return {
    ...FACTS,
    index,
    kind: "video",
    codec: "h264",
    codec_profile: "High",
    level: 41,
    level_name: "4.1",
    width: 1920,
    height: 1080,
    frame_rate: 23.976,
    frame_rate_exact: "24000/1001",
    pixel_format: "yuv420p",
    bit_depth: 8,
    chroma: "4:2:0",
    color: { primaries: null, transfer: null, matrix: null, range: null },
    dynamic_range: "sdr",
    dolby_vision: null,
    field_order: "progressive",
    rotation: 0,
    sample_aspect_ratio: "1:1",
    is_cover_art: false,
    ...facts,
  };
}

export function sound(index: number, facts: Partial<AudioStream> = {}): AudioStream {
  return {
    ...FACTS,
    index,
    kind: "audio",
    codec: "dts",
    codec_profile: null,
    channels: 6,
    channel_layout: "5.1(side)",
    sample_rate: 48_000,
    bit_depth: null,
    language: "fre",
    ...facts,
  };
}

export function subtitle(index: number, facts: Partial<SubtitleStream> = {}): SubtitleStream {
  return { ...FACTS, index, kind: "subtitle", codec: "subrip", form: "text", language: "eng", ...facts };
}

export function font(index: number): Stream {
  return { ...FACTS, index, kind: "attachment", codec: "ttf", filename: "a.ttf", mime_type: "font/ttf" };
}

export const reason = (code: Reason["code"], params: Reason["params"] = {}): Reason => ({ code, params });

export const PLAYS: Reason[] = [reason("device_plays_it")];

export function copy(stream: Stream, level: string | null = null): Action {
  return { action: "copy", kind: stream.kind, stream: stream.index, level, reasons: PLAYS };
}

export function drop(stream: Stream, why: Reason): Action {
  return { action: "drop", kind: stream.kind, stream: stream.index, reasons: [why] };
}

export function sidecar(stream: Stream): Action {
  const reasons = [reason("subtitle_format_not_shown", { codec: stream.codec ?? "" })];
  return {
    action: "sidecar",
    kind: "subtitle",
    stream: stream.index,
    suffix: `s${stream.index}`,
    embed: true,
    reasons,
  };
}

export function poster(stream: Stream): Action {
  return { action: "poster", kind: "video", stream: stream.index, reasons: [reason("cover_art")] };
}

export function burnIn(stream: Stream, why: Reason = reason("user_wish")): Action {
  return {
    action: "burn_in",
    kind: "subtitle",
    stream: stream.index,
    form: "text",
    reasons: [why],
  };
}

type PictureTarget = Extract<Action, { action: "transcode"; kind: "video" }>["target"];

export function newPicture(stream: Stream, why: Reason, facts: Partial<PictureTarget> = {}): Action {
  const target: PictureTarget = {
    codec: "h264",
    encoder: "libx264",
    codec_profile: "high",
    level: "4.2",
    width: 1920,
    height: 1080,
    pixel_format: "yuv420p",
    frame_rate: null,
    crf: 20,
    preset: "medium",
    max_bit_rate: 1,
    deinterlace: false,
    inverse_telecine: false,
    tone_map: false,
    dynamic_range: "sdr",
    bit_rate: null,
    quality: null,
    ...facts,
  };
  return { action: "transcode", kind: "video", stream: stream.index, target, reasons: [...PLAYS, why] };
}

type SoundTarget = Extract<Action, { action: "transcode"; kind: "audio" }>["target"];

export const newAudio = (facts: Partial<SoundTarget> = {}): SoundTarget => ({
  codec: "aac",
  encoder: "aac",
  channels: 2,
  sample_rate: 48_000,
  bit_rate: 192_000,
  normalize: false,
  night_mode: false,
  ...facts,
});

export function newSound(
  stream: Stream,
  why: Reason = reason("audio_codec_not_played", { codec: "dts" }),
  facts: Partial<SoundTarget> = {},
): Action {
  return {
    action: "transcode",
    kind: "audio",
    stream: stream.index,
    target: newAudio(facts),
    reasons: [why],
  };
}

export const MATROSKA = reason("container_not_played", { container: "matroska" });

export function plan(
  delivery: Plan["delivery"],
  actions: Action[],
  containerReasons: Reason[] = [MATROSKA],
): Plan {
  return {
    device: "chromecast-3",
    delivery,
    container: "mp4",
    container_reasons: containerReasons,
    actions,
    silence: null,
    keep_metadata: true,
    keep_chapters: true,
  };
}

export function job(facts: Partial<Job> = {}): Job {
  return {
    id: "amelie",
    filename: "Amélie.mkv",
    status: "ready",
    seq: 1,
    device: "chromecast-3",
    options: {},
    progress: 0,
    stage: null,
    speed: null,
    fps: null,
    eta_seconds: null,
    streams: null,
    plan: null,
    provisional: false,
    start_when_ready: false,
    estimate: null,
    duration: null,
    container: null,
    still_url: null,
    input_size: null,
    arrived: null,
    ahead: null,
    output_size: null,
    created_at: "2026-11-22T20:00:00Z",
    started_at: null,
    completed_at: null,
    error: null,
    outcome: null,
    outputs: [],
    attempt: 0,
    priority: "normal",
    position: null,
    not_before: null,
    warnings: [],
    source_available: true,
    ...facts,
  };
}

export function queue(facts: Partial<Queue> = {}): Queue {
  return {
    seq: 1,
    paused: false,
    hours: null,
    time_zone: "Europe/Paris",
    open_now: true,
    waiting: 0,
    running: 0,
    workers: [worker()],
    ...facts,
  };
}

export function worker(facts: Partial<QueueWorker> = {}): QueueWorker {
  return {
    name: "home-4711-0a1b2c3d",
    lanes: ["analyze", "quick", "convert"],
    slots: 2,
    running: 0,
    encoders: ["libx264"],
    seen_at: "2026-11-22T20:00:00Z",
    ...facts,
  };
}
