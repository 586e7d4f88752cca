"use client";

import { useTranslations } from "next-intl";
import { useFormats } from "@/lib/formats";
import type messages from "@/messages/en.json";

type KnownCode = keyof (typeof messages)["problems"]["codes"];

/** Anything that carries a stable code: a thrown `Problem`, the `error` of a job. `needs`, `free`: bytes of room. */
export type CodedProblem = {
  code: string;
  message: string;
  hint: string | null;
  detail: string | null;
  needs?: number | null;
  free?: number | null;
  facts?: Readonly<Record<string, unknown>>;
};

type Words = { what: string; next: string };

/** What happened and what to do next, in the reader's language; the server's own words for a code unknown here. */
export function useProblemWords(): (problem: CodedProblem) => Words {
  const t = useTranslations("problems");
  const formats = useFormats();

  function space(problem: CodedProblem): string {
    const { needs, free } = problem.facts ?? problem;
    if (typeof free !== "number") return "";
    if (typeof needs !== "number") return ` ${t("free", { free: formats.bytes(free) })}`;
    return ` ${t("space", { needs: formats.bytes(needs), free: formats.bytes(free) })}`;
  }

  return (problem) => {
    const code = problem.code as KnownCode;
    if (!t.has(`codes.${code}.what`)) return { what: problem.message, next: problem.hint ?? "" };
    return { what: t(`codes.${code}.what`) + space(problem), next: t(`codes.${code}.next`) };
  };
}
