import { hasLocale, useTranslations } from "next-intl";
import { setRequestLocale } from "next-intl/server";
import { use } from "react";
import { Profile } from "@/features/profile";
import { PageTitle } from "@/features/shell";
import { routing } from "@/i18n/routing";
import { pageMetadata } from "../../page-metadata";

type PageProps = { params: Promise<{ lang: string }> };

export async function generateMetadata({ params }: PageProps) {
  return pageMetadata((await params).lang, "profile");
}

export default function ProfilePage({ params }: PageProps) {
  const { lang } = use(params);
  if (hasLocale(routing.locales, lang)) setRequestLocale(lang);
  const t = useTranslations("profile");
  return (
    <>
      <PageTitle title={t("title")}>{t("lead")}</PageTitle>
      <Profile />
    </>
  );
}
