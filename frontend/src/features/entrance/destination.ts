import type { Session } from "@/lib/api";
import { isEntrance, pageOf } from "./next-page";

/** `in`: signed in, and on a page for those who are not. */
export type Destination = "set-up" | "sign-in" | "second-factor" | "in";

/** Where whoever asks for `path` has to go instead; null: nowhere. */
export function destination(session: Session, path: string): Destination | null {
  const page = pageOf(path);
  if (session.mode === "local") return isEntrance(path) ? "in" : null;
  if (!session.set_up) return page === "/set-up" ? null : "set-up";
  if (session.user === null) return isEntrance(path) && page !== "/set-up" ? null : "sign-in";
  if (session.user.needs_second_factor) return page === "/profile" ? null : "second-factor";
  return isEntrance(path) ? "in" : null;
}

/** Whether films may be asked for. */
export function isAdmitted(session: Session | undefined): boolean {
  if (session === undefined) return false;
  return session.mode === "local" || (session.user !== null && !session.user.needs_second_factor);
}
