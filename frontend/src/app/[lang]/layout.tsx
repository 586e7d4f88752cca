import type { Viewport } from "next";
import { notFound } from "next/navigation";
import { hasLocale } from "next-intl";
import { getMessages, setRequestLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { CURTAIN_SCRIPT } from "@/features/entrance";
import { Providers, Shell, THEME_SCRIPT } from "@/features/shell";
import { routing } from "@/i18n/routing";
import { fontVariables } from "../fonts";
import "../globals.css";

export const dynamicParams = false;

export function generateStaticParams() {
  return routing.locales.map((lang) => ({ lang }));
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f7f6f3" },
    { media: "(prefers-color-scheme: dark)", color: "#100f14" },
  ],
};

type LayoutProps = { children: ReactNode; params: Promise<{ lang: string }> };

export default async function LanguageLayout({ children, params }: LayoutProps) {
  const { lang } = await params;
  if (!hasLocale(routing.locales, lang)) notFound();
  setRequestLocale(lang);
  return (
    <html lang={lang} className={fontVariables} suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant; it must run before the first paint */}
        <script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT + CURTAIN_SCRIPT }} />
      </head>
      <body className="font-sans">
        <Providers locale={lang} messages={await getMessages()}>
          <Shell>{children}</Shell>
        </Providers>
      </body>
    </html>
  );
}
