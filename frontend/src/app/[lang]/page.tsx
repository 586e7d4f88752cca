import { hasLocale, useTranslations } from "next-intl";
import { setRequestLocale } from "next-intl/server";
import { use } from "react";
import { Desk } from "@/features/desk";
import { DevicePicker } from "@/features/devices";
import { PageTitle } from "@/features/shell";
import { DropZone } from "@/features/uploads";
import { routing } from "@/i18n/routing";
import { pageMetadata } from "../page-metadata";

type PageProps = { params: Promise<{ lang: string }> };

export async function generateMetadata({ params }: PageProps) {
  return pageMetadata((await params).lang, "convert");
}

export default function ConvertPage({ params }: PageProps) {
  const { lang } = use(params);
  if (hasLocale(routing.locales, lang)) setRequestLocale(lang);
  const t = useTranslations("devices");
  return (
    <>
      <PageTitle title={t("title")}>{t("lead")}</PageTitle>
      <DevicePicker />
      <div className="mt-4 mb-10 md:mb-12">
        <DropZone />
      </div>
      <Desk />
    </>
  );
}
