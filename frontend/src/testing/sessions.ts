import type { Session } from "@/lib/api";

/** A program at which nobody signs in. */
export function local(): Session {
  return {
    mode: "local",
    open_network: false,
    set_up: true,
    setup_needs_code: false,
    sign_up: "closed",
    invited: null,
    providers: [],
    user: null,
  };
}

/** A program with sign-in, and nobody there. */
export function anybody(other: Partial<Session> = {}): Session {
  return { ...local(), mode: "accounts", ...other };
}

export function signedIn(other: Partial<NonNullable<Session["user"]>> = {}): Session {
  const user = {
    id: "6a1f1f4e-0000-4000-8000-000000000001",
    email: "ada@example.org",
    name: "Ada Lovelace",
    role: "user" as const,
    has_password: true,
    has_second_factor: false,
    needs_second_factor: false,
  };
  return anybody({ user: { ...user, ...other } });
}
