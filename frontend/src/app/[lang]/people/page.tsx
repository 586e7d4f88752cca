import { hasLocale, useTranslations } from "next-intl";
import { setRequestLocale } from "next-intl/server";
import { use } from "react";
import { People } from "@/features/people";
import { PageTitle } from "@/features/shell";
import { routing } from "@/i18n/routing";
import { pageMetadata } from "../../page-metadata";

type PageProps = { params: Promise<{ lang: string }> };

export async function generateMetadata({ params }: PageProps) {
  return pageMetadata((await params).lang, "people");
}

export default function PeoplePage({ params }: PageProps) {
  const { lang } = use(params);
  if (hasLocale(routing.locales, lang)) setRequestLocale(lang);
  const t = useTranslations("people");
  return (
    <>
      <PageTitle title={t("title")}>{t("lead")}</PageTitle>
      <People />
    </>
  );
}
