"use client";

import { useLocale } from "next-intl";
import { useMemo } from "react";
import {
  capitalize,
  formatByteRate,
  formatBytes,
  formatDate,
  formatDateTime,
  formatList,
  formatMoment,
  formatNumber,
  formatPercent,
  formatSpan,
  formatWallTime,
} from "./formats";
import { languageName } from "./language-names";

/** The formats, bound to the language of the page. */
export function useFormats() {
  const locale = useLocale();
  return useMemo(
    () => ({
      locale,
      bytes: (n: number) => formatBytes(n, locale),
      byteRate: (n: number) => formatByteRate(n, locale),
      span: (seconds: number) => formatSpan(seconds, locale),
      percent: (fraction: number) => formatPercent(fraction, locale),
      number: (n: number, digits?: number) => formatNumber(n, locale, digits),
      date: (iso: string) => formatDate(iso, locale),
      dateTime: (iso: string) => formatDateTime(iso, locale),
      moment: (iso: string) => formatMoment(iso, locale),
      wallTime: (time: string) => formatWallTime(time, locale),
      list: (parts: readonly string[]) => formatList(parts, locale),
      language: (code: string) => capitalize(languageName(code, locale), locale),
      languageInText: (code: string) => languageName(code, locale),
      capitalize: (text: string) => capitalize(text, locale),
    }),
    [locale],
  );
}

export type Formats = ReturnType<typeof useFormats>;
