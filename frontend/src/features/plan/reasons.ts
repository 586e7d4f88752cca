import type { Reason } from "@/lib/api";
import { codecName, containerName, dynamicRangeName } from "./codec-names";

/** Every fact that a reason's sentence may name; a fact that the server left out stays readable. */
const NO_FACTS = {
  codec: "?",
  container: "?",
  profile: "?",
  level: "?",
  max: "?",
  bit_depth: "?",
  chroma: "?",
  width: "?",
  height: "?",
  max_width: "?",
  max_height: "?",
  frame_rate: "?",
  dynamic_range: "?",
  rotation: "?",
  channels: "?",
  sample_rate: "?",
  option: "?",
};

type Facts = Record<keyof typeof NO_FACTS, string>;
type NumberWords = (n: number, digits?: number) => string;

function worded(name: string, value: string | number, reason: Reason, number: NumberWords): string {
  const inHertz = name === "sample_rate" || (name === "max" && reason.code === "sample_rate_too_high");
  if (inHertz) return number(Number(value) / 1000, 1);
  if (name === "codec") return codecName(String(value));
  if (name === "container") return containerName(String(value));
  if (name === "dynamic_range") return dynamicRangeName(String(value));
  if (name === "width" || name === "height" || name === "max_width" || name === "max_height")
    return String(value);
  return typeof value === "number" ? number(value, 2) : value;
}

/** The facts of a reason as they stand in a sentence. `optionName` names an option to the reader. */
export function reasonFacts(reason: Reason, number: NumberWords, optionName: (key: string) => string): Facts {
  const entries = Object.entries(reason.params).map(([name, value]) => [
    name,
    name === "option" ? optionName(String(value)) : worded(name, value, reason, number),
  ]);
  return { ...NO_FACTS, ...Object.fromEntries(entries) };
}
