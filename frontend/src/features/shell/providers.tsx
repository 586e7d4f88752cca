"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type AbstractIntlMessages, type Locale, NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { Problem } from "@/lib/api";

function worthRetrying(failures: number, error: Error): boolean {
  const ourFault = error instanceof Problem && error.status !== null && error.status < 500;
  return !ourFault && failures < 2;
}

/** One cache for the page's whole life: it outlives a change of language, which remounts everything. */
const client = new QueryClient({
  defaultOptions: { queries: { retry: worthRetrying, refetchOnWindowFocus: false } },
});

type ProvidersProps = { locale: Locale; messages: AbstractIntlMessages; children: ReactNode };

export function Providers({ locale, messages, children }: ProvidersProps) {
  return (
    <NextIntlClientProvider locale={locale} messages={messages} timeZone="UTC">
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </NextIntlClientProvider>
  );
}
