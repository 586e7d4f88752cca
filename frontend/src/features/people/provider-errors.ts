"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { asProblem } from "@/lib/api";
import type messages from "@/messages/en.json";

type KnownCode = keyof (typeof messages)["people"]["providers"]["errors"];

/** What is wrong with a field, as the server says it. */
export function useProviderErrors(error: unknown): (field: string) => string | undefined {
  const t = useTranslations("people.providers.errors");
  if (!error) return () => undefined;
  const { facts } = asProblem(error);
  const codes = facts.codes as Record<string, string[]> | undefined;
  const messages = facts.errors as Record<string, string[]> | undefined;
  return (field) => {
    const code = codes?.[field]?.[0] as KnownCode | undefined;
    return code && t.has(code) ? t(code, { issuer: String(facts.issuer) }) : messages?.[field]?.[0];
  };
}

/** Around fields: who is refused finds themselves at the first field that is wrong, wherever the button stood. */
export function useWrongField(error: unknown) {
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) fields.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [error]);
  return fields;
}

/** What no field shows; null: nothing. */
export function restOf(error: unknown, fields: readonly string[]): unknown {
  const named = Object.keys((error ? asProblem(error).facts.errors : null) ?? {});
  return named.length > 0 && named.every((each) => fields.includes(each)) ? null : error;
}
