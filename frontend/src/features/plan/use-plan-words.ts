"use client";

import { useTranslations } from "next-intl";
import { useDeviceSubject } from "@/features/devices";
import type { Plan, Reason, Stream } from "@/lib/api";
import { useFormats } from "@/lib/formats";
import type messages from "@/messages/en.json";
import { codecName, containerName, dynamicRangeName, resolutionName, surroundName } from "./codec-names";
import { composeHeadline, mainWork, type Sentence, type Work } from "./headline";
import { reasonFacts } from "./reasons";

type KnownReason = keyof (typeof messages)["reasons"]["full"];
type KnownOption = keyof (typeof messages)["options"]["names"];

export type SpokenSentence = { key: string; text: string; strong: boolean };

/** The plan for one device, in the reader's words. */
export function usePlanWords(device: string) {
  const headline = useTranslations("headline");
  const reasons = useTranslations("reasons");
  const options = useTranslations("options.names");
  const workWords = useTranslations("work");
  const tracks = useTranslations("tracks");
  const formats = useFormats();
  const subject = useDeviceSubject(device);

  function optionName(key: string): string {
    return options.has(key as KnownOption) ? options(key as KnownOption) : key;
  }

  /** One reason as a clause that begins in lower case: it stands after a colon or, capitalised, alone. */
  function clause(reason: Reason): string {
    const code = reason.code as KnownReason;
    if (!reasons.has(`full.${code}`)) return reasons("unknown", { code });
    return reasons(`full.${code}`, { subject, ...reasonFacts(reason, formats.number, optionName) });
  }

  function textOf(sentence: Sentence): string {
    switch (sentence.key) {
      case "onlySound":
      case "onlyPicture":
      case "onlyFile":
      case "onlyFileAlone":
      case "because": {
        const why = clause(sentence.reason);
        const Why = formats.capitalize(why);
        return headline(sentence.key, { why: sentence.key === "because" ? Why : why, Why });
      }
      case "subtitlesAlong":
        return headline(sentence.key, { count: sentence.count });
      case "asIsWhy":
        return headline(sentence.key, { subject: formats.capitalize(subject) });
      default:
        return headline(sentence.key);
    }
  }

  function pictureWork(work: Extract<Work, { kind: "video" }>, isDrawnInto: boolean): string {
    const { stream, action } = work;
    const { target } = action;
    const sized = (width: number, height: number, range: string) =>
      `${resolutionName(width, height)}${range === "sdr" ? "" : ` ${dynamicRangeName(range)}`}`;
    const before = sized(stream.width, stream.height, stream.dynamic_range);
    const after = sized(target.width, target.height, target.dynamic_range);
    const sameSize = before === after;
    const from = sameSize ? codecName(stream.codec) : before;
    const to = sameSize ? codecName(target.codec) : after;
    if (target.tone_map) return workWords("becomesNatural", { from, to });
    if (target.deinterlace) return workWords("becomesSmooth", { from, to });
    if (from === to) return isDrawnInto ? workWords("drawn") : workWords("anew", { to });
    return workWords("becomes", { from, to });
  }

  function soundWork({ stream, action: { target } }: Extract<Work, { kind: "audio" }>): string {
    const named = (codec: string | null, channels: number, layout: string | null) =>
      `${codecName(codec)} ${surroundName(channels, layout) ?? tracks(channels === 1 ? "mono" : "stereo")}`;
    return workWords("becomes", {
      from:
        stream.channels === null
          ? codecName(stream.codec)
          : named(stream.codec, stream.channels, stream.channel_layout),
      to: named(target.codec, target.channels, null),
    });
  }

  function work(plan: Plan, streams: readonly Stream[]): string {
    const main = mainWork(plan, streams);
    if (main.kind === "video")
      return pictureWork(
        main,
        plan.actions.some((each) => each.action === "burn_in"),
      );
    if (main.kind === "audio") return soundWork(main);
    return workWords("repacked", { to: containerName(plan.container) });
  }

  function sentences(plan: Plan): SpokenSentence[] {
    return composeHeadline(plan).map((sentence, place) => ({
      key: `${place}:${sentence.key}`,
      text: textOf(sentence),
      strong: sentence.strong,
    }));
  }

  return { sentences, clause, work };
}
