"use client";

import { useTranslations } from "next-intl";
import { useProblemWords } from "@/features/problems";
import { type FieldError, isDismissed, Refused } from "@/lib/allauth";
import { asProblem } from "@/lib/api";
import type messages from "@/messages/en.json";

type KnownCode = keyof (typeof messages)["entrance"]["errors"];

export type EntranceWords = {
  /** What a code of django-allauth, or of a password's rules, means. */
  ofError: (error: FieldError) => string;
  /** What is wrong with the field; undefined: nothing. */
  ofField: (error: unknown, ...names: readonly string[]) => string | undefined;
  /** What went wrong as a whole: that which none of `fields` shows. Null: nothing. */
  ofRest: (error: unknown, ...fields: readonly string[]) => string | null;
};

/** Words for what sign-in's own addresses refuse, in the reader's language; the server's own for a code unknown here. */
export function useEntranceWords(): EntranceWords {
  const t = useTranslations("entrance.errors");
  const problemWords = useProblemWords();

  function ofError({ code, message }: FieldError): string {
    return t.has(code as KnownCode) ? t(code as KnownCode) : message;
  }

  function ofProblem(error: unknown): string {
    const { what, next } = problemWords(asProblem(error));
    return `${what} ${next}`.trim();
  }

  return {
    ofError,
    ofField(error, ...names) {
      if (!(error instanceof Refused)) return undefined;
      const about = error.errors.filter(({ param }) => param !== undefined && names.includes(param));
      return about.length > 0 ? about.map(ofError).join(" ") : undefined;
    },
    ofRest(error, ...fields) {
      if (error === null || error === undefined) return null;
      if (isDismissed(error)) return t("passkey_dismissed");
      if (!(error instanceof Refused)) return ofProblem(error);
      const rest = error.errors.filter(({ param }) => param === undefined || !fields.includes(param));
      return rest.length > 0 ? rest.map(ofError).join(" ") : null;
    },
  };
}
