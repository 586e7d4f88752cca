"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Gate, isAdmitted, isEntrance, useSession } from "@/features/entrance";
import { useLiveJobs } from "@/features/jobs";
import { ConnectionBanner } from "./connection-banner";
import { Header } from "./header";
import { TabBar } from "./navigation";
import { OpenNetworkNotice } from "./open-network-notice";

/** What surrounds every page. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useTranslations("shell");
  const isFrontDoor = isEntrance(usePathname());
  const { data: session, dataUpdatedAt } = useSession();
  useLiveJobs(isAdmitted(session), dataUpdatedAt);
  return (
    <>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-sm focus:bg-surface focus:px-4 focus:py-3 focus:shadow-raised"
      >
        {t("skip")}
      </a>
      <Header isFrontDoor={isFrontDoor} />
      <div className="fixed inset-x-4 bottom-[5.25rem] z-40 mx-auto grid max-w-[44rem] gap-3 md:bottom-6">
        <ConnectionBanner />
        <OpenNetworkNotice />
      </div>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto max-w-[68rem] px-[var(--edge)] pt-[clamp(1.5rem,4vw,3.5rem)] pb-28 focus-visible:outline-none md:pb-20"
      >
        <Gate>{children}</Gate>
      </main>
      {isFrontDoor ? null : <TabBar />}
    </>
  );
}
