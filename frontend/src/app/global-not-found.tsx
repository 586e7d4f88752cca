import type { Metadata } from "next";
import { createTranslator } from "next-intl";
import { Logo, THEME_SCRIPT, Wordmark } from "@/features/shell";
import { LANGUAGES, type Language } from "@/i18n/routing";
import de from "@/messages/de.json";
import en from "@/messages/en.json";
import es from "@/messages/es.json";
import fr from "@/messages/fr.json";
import it from "@/messages/it.json";
import { fontVariables } from "./fonts";
import "./globals.css";

export const metadata: Metadata = { title: "404 · mkv2castUI" };

const MESSAGES = { en, fr, de, es, it } as const satisfies Record<Language, typeof en>;

/** One file answers every unknown address, so it speaks all languages at once. */
function Lines({ lang }: { lang: Language }) {
  const t = createTranslator({ locale: lang, messages: MESSAGES[lang], namespace: "notFound" });
  return (
    <li
      lang={lang}
      className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-t border-line py-4"
    >
      <div className="flex-1 basis-64">
        <h2 className="font-[650]">{t("title")}</h2>
        <p className="text-sm text-ink-2">{t("text")}</p>
      </div>
      <a href={`/${lang}/`} className="text-sm font-semibold text-accent underline-offset-4 hover:underline">
        {t("action")}
      </a>
    </li>
  );
}

export default function GlobalNotFound() {
  return (
    <html lang="en" className={fontVariables} suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant; it must run before the first paint */}
        <script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
      </head>
      <body className="font-sans">
        <main className="mx-auto max-w-[40rem] px-[var(--edge)] py-16">
          <a href="/" className="mb-10 inline-flex items-center gap-2.5 font-display text-lg font-bold">
            <Logo />
            <Wordmark />
          </a>
          <h1 className="mb-6 font-display text-2xl font-bold tracking-[-0.025em]">404</h1>
          <ul>
            {LANGUAGES.map((lang) => (
              <Lines key={lang} lang={lang} />
            ))}
          </ul>
        </main>
      </body>
    </html>
  );
}
