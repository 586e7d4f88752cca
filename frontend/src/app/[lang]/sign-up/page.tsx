import { hasLocale } from "next-intl";
import { setRequestLocale } from "next-intl/server";
import { use } from "react";
import { SignUp } from "@/features/entrance";
import { routing } from "@/i18n/routing";
import { pageMetadata } from "../../page-metadata";

type PageProps = { params: Promise<{ lang: string }> };

export async function generateMetadata({ params }: PageProps) {
  return pageMetadata((await params).lang, "signUp");
}

export default function SignUpPage({ params }: PageProps) {
  const { lang } = use(params);
  if (hasLocale(routing.locales, lang)) setRequestLocale(lang);
  return <SignUp />;
}
