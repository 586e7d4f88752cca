"use client";

import { useQueryClient } from "@tanstack/react-query";
import { usePathname, useRouter } from "next/navigation";
import { useLocale } from "next-intl";
import { type ReactNode, useEffect } from "react";
import { onSignedOut, type Session } from "@/lib/api";
import { drawCurtain, rememberMode } from "./curtain";
import { type Destination, destination } from "./destination";
import { nextPage } from "./next-page";
import { sessionQuery, useSession } from "./session";

/** Whose films this page has in its memory. */
let lastUser: string | null = null;

function addressOf(where: Destination, locale: string): string {
  const { pathname, search, hash, origin } = window.location;
  const wished = new URLSearchParams(search).get("next");
  if (where === "in") return nextPage(wished, locale, origin);
  if (where === "second-factor") return `/${locale}/profile/#second-factor`;
  const here = nextPage(pathname + search + hash, locale, origin);
  const next = here === `/${locale}/` ? "" : `?next=${encodeURIComponent(here)}`;
  return `/${locale}/${where}/${next}`;
}

/** Asks anew who is there as soon as the server says that nobody is; also when it is being asked just now, because
 * that answer may be an older one. */
function useSignedOut(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      onSignedOut(() => {
        const isKnown = client.getQueryData(sessionQuery.queryKey)?.user === null;
        if (!isKnown) void client.invalidateQueries(sessionQuery);
      }),
    [client],
  );
}

/** What one person's page remembers is not for the next one's eyes. */
function useOnePersonOnly(session: Session | undefined): void {
  const user = session?.user?.id ?? null;
  useEffect(() => {
    if (user === null) return;
    if (lastUser !== null && lastUser !== user) window.location.reload();
    lastUser = user;
  }, [user]);
}

/** Shows a page to who may see it, and leads others to where they come in and back. It takes nothing away from the
 * page's memory: films that were chosen are there after signing in again. */
export function Gate({ children }: { children: ReactNode }) {
  const { data: session, isError } = useSession();
  const router = useRouter();
  const path = usePathname();
  const locale = useLocale();
  const where = session === undefined ? null : destination(session, path);
  const isSettled = isError || (session !== undefined && where === null);
  useSignedOut();
  useOnePersonOnly(session);

  useEffect(() => {
    if (where !== null) router.replace(addressOf(where, locale));
  }, [where, router, locale]);

  useEffect(() => {
    if (session) rememberMode(session.mode);
    if (isSettled) drawCurtain();
  }, [session, isSettled]);

  return where === null ? children : null;
}
