import { LANGUAGES } from "@/i18n/routing";

/** The pages on which one comes in, without their language. */
export const ENTRANCES = ["/sign-in", "/sign-up", "/set-up", "/reset-password", "/account"] as const;

const OURS = new RegExp(`^/(${LANGUAGES.join("|")})(?=/|$)`);

/** `/fr/history/` is `/history`; the start page is `/`. */
export function pageOf(path: string): string {
  return path.replace(OURS, "").replace(/\/+$/, "") || "/";
}

export function isEntrance(path: string): boolean {
  return (ENTRANCES as readonly string[]).includes(pageOf(path));
}

/** Where to go after signing in: `wished` if it is one of our own pages, else the start page. Whoever sends somebody
 * a link to the sign-in page must not choose where they end up. */
export function nextPage(wished: string | null, locale: string, origin: string): string {
  const home = `/${locale}/`;
  if (wished === null || !URL.canParse(wished, origin)) return home;
  const { origin: itsOrigin, pathname, search, hash } = new URL(wished, origin);
  const isOurs = wished.startsWith("/") && itsOrigin === origin && OURS.test(pathname);
  return isOurs && !isEntrance(pathname) ? pathname + search + hash : home;
}
