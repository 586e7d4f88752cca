import type { Action, Plan, Reason, Stream } from "@/lib/api";

/** A sentence still without language: its key in the catalogue `headline` and the reason it gives, if any. */
export type Sentence =
  | { key: "asIs" | "pictureFine" | "soundFine" | "bothFine"; strong: true }
  | { key: "bothChange" | "pictureChanges" | "soundChanges"; strong: true }
  | { key: "asIsWhy" | "subtitlesBurned" | "forcedBurned"; strong: false }
  | {
      key: "onlySound" | "onlyPicture" | "onlyFile" | "onlyFileAlone" | "because";
      strong: false;
      reason: Reason;
    }
  | { key: "subtitlesAlong"; strong: false; count: number };

type Fate = { present: boolean; reason: Reason | null };

/** What happens to the streams of one kind: the reason of the first that is converted, or null when all are kept. */
function fateOf(kind: "video" | "audio", actions: readonly Action[]): Fate {
  const kept = actions.filter(
    (each) => each.kind === kind && each.action !== "drop" && each.action !== "poster",
  );
  const converted = kept.find((each) => each.action === "transcode");
  return { present: kept.length > 0, reason: converted ? mainReason(converted.reasons) : null };
}

const UNEXPLAINED: Reason = { code: "user_wish", params: {} };

function mainReason(reasons: readonly Reason[]): Reason {
  return reasons.find((reason) => reason.code !== "device_plays_it") ?? UNEXPLAINED;
}

const because = (reason: Reason): Sentence => ({ key: "because", strong: false, reason });

function nothingConverted(picture: Fate, sound: Fate, fileReason: Reason): Sentence[] {
  if (picture.present && sound.present)
    return [
      { key: "bothFine", strong: true },
      { key: "onlyFile", strong: false, reason: fileReason },
    ];
  return [
    { key: picture.present ? "pictureFine" : "soundFine", strong: true },
    { key: "onlyFileAlone", strong: false, reason: fileReason },
  ];
}

function pictureConverted(reason: Reason, sound: Fate): Sentence[] {
  if (!sound.present) return [{ key: "pictureChanges", strong: true }, because(reason)];
  return [
    { key: "soundFine", strong: true },
    { key: "onlyPicture", strong: false, reason },
  ];
}

function soundConverted(reason: Reason, picture: Fate): Sentence[] {
  if (!picture.present) return [{ key: "soundChanges", strong: true }, because(reason)];
  return [
    { key: "pictureFine", strong: true },
    { key: "onlySound", strong: false, reason },
  ];
}

/** That a subtitle is drawn in is a sentence of its own where the film needs it. */
function isToldLater(reason: Reason, plan: Plan): boolean {
  return reason.code === "subtitle_drawn" && drawsForced(plan);
}

function mainSentences(plan: Plan): Sentence[] {
  const picture = fateOf("video", plan.actions);
  const sound = fateOf("audio", plan.actions);
  if (picture.reason && sound.reason) {
    const reasons = [picture.reason, sound.reason].filter((reason) => !isToldLater(reason, plan));
    return [{ key: "bothChange", strong: true }, ...reasons.map(because)];
  }
  if (picture.reason) return pictureConverted(picture.reason, sound);
  if (sound.reason) return soundConverted(sound.reason, picture);
  return nothingConverted(picture, sound, mainReason(plan.container_reasons));
}

/** Whether a subtitle is drawn without having been asked for, because the film is not whole without it. */
export function drawsForced(plan: Plan): boolean {
  const burned = plan.actions.find((each) => each.action === "burn_in");
  return burned?.reasons.some((reason) => reason.code === "subtitle_forced") ?? false;
}

function burnSentences(plan: Plan): Sentence[] {
  const burned = plan.actions.find((each) => each.action === "burn_in");
  if (!burned) return [];
  if (drawsForced(plan)) return [{ key: "forcedBurned", strong: false }];
  const picture = plan.actions.find((each) => each.kind === "video" && each.action === "transcode");
  const isSaid = picture && mainReason(picture.reasons).code === "subtitle_drawn";
  return isSaid ? [] : [{ key: "subtitlesBurned", strong: false }];
}

function subtitleSentences(plan: Plan): Sentence[] {
  const along = plan.actions.filter((each) => each.action === "sidecar").length;
  return [
    ...burnSentences(plan),
    ...(along > 0 ? [{ key: "subtitlesAlong", strong: false, count: along } as const] : []),
  ];
}

/** The plan in plain words: first what stays, then the one thing that changes and why. */
export function composeHeadline(plan: Plan): Sentence[] {
  if (plan.delivery === "as_is")
    return [
      { key: "asIs", strong: true },
      { key: "asIsWhy", strong: false },
    ];
  return [...mainSentences(plan), ...subtitleSentences(plan)];
}

/** How long the work takes, as a class: only re-encoding a picture is slow. */
export type Effort = "as_is" | "quick" | "sound" | "long";

export function effortOf(plan: Plan): Effort {
  if (plan.delivery === "as_is") return "as_is";
  const converted = plan.actions.filter((each) => each.action === "transcode" || each.action === "burn_in");
  if (converted.some((each) => each.kind !== "audio")) return "long";
  return converted.length > 0 ? "sound" : "quick";
}

/** What one thing becomes, for the line under the progress bar. */
export type Work =
  | { kind: "repacked" }
  | {
      kind: "video";
      stream: Extract<Stream, { kind: "video" }>;
      action: Extract<Action, { kind: "video"; action: "transcode" }>;
    }
  | {
      kind: "audio";
      stream: Extract<Stream, { kind: "audio" }>;
      action: Extract<Action, { kind: "audio"; action: "transcode" }>;
    };

export function mainWork(plan: Plan, streams: readonly Stream[]): Work {
  for (const action of plan.actions) {
    const stream = streams.find((each) => each.index === action.stream);
    if (action.action !== "transcode") continue;
    if (action.kind === "video" && stream?.kind === "video") return { kind: "video", stream, action };
    if (action.kind === "audio" && stream?.kind === "audio") return { kind: "audio", stream, action };
  }
  return { kind: "repacked" };
}
