import { defineRouting } from "next-intl/routing";

export const LANGUAGES = ["en", "fr", "de", "es", "it"] as const;
export type Language = (typeof LANGUAGES)[number];

export const routing = defineRouting({
  locales: LANGUAGES,
  defaultLocale: "en",
  localePrefix: "always",
  // The server reads it to send "/" to the right language.
  localeCookie: { name: "NEXT_LOCALE", maxAge: 365 * 24 * 60 * 60 },
});
