import type { Metadata } from "next";
import { hasLocale } from "next-intl";
import { getTranslations } from "next-intl/server";
import { routing } from "@/i18n/routing";
import type messages from "@/messages/en.json";

/** Title and description of a page. No absolute addresses: whoever hosts it names the origin, and the server adds
 * what search engines want to know about the other languages. */
export async function pageMetadata(lang: string, page: keyof (typeof messages)["meta"]): Promise<Metadata> {
  const locale = hasLocale(routing.locales, lang) ? lang : routing.defaultLocale;
  const t = await getTranslations({ locale, namespace: `meta.${page}` });
  return { title: t("title"), description: t("description"), applicationName: "mkv2castUI" };
}
