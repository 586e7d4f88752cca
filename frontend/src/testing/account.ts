import { answer, serve } from "./page";
import { signedIn } from "./sessions";

/** Where allauth tells of an account. */
export const ACCOUNT = "/_allauth/browser/v1/account/";
export const RECOVERY = {
  type: "recovery_codes",
  created_at: 1_790_000_000,
  last_used_at: null,
  total_code_count: 10,
  unused_code_count: 2,
};
const TOTP = { type: "totp", created_at: 1_790_000_000, last_used_at: null };
export const HERE = {
  id: 1,
  user_agent: "",
  ip: "192.0.2.1",
  created_at: 1_790_000_000,
  last_seen_at: 1_790_000_000,
  is_current: true,
};
const ELSEWHERE = { ...HERE, id: 2, is_current: false };
export const TOKEN = {
  id: "t",
  name: "Script",
  prefix: "mkv_abc",
  scopes: ["read"],
  created_at: "2026-11-22T20:00:00Z",
  expires_at: null,
  last_used_at: null,
};

export const USAGE = {
  storage_used: 0,
  storage_limit: null,
  file_limit: null,
  films_this_month: 0,
  month_limit: null,
  running_now: 0,
  running_limit: null,
};
export const ADA = "ada@example.org";

type Special = NonNullable<Parameters<typeof serve>[1]>;

/** Somebody with an app, two sessions and a token. */
export function account(special: Special = () => undefined, session = signedIn({ has_second_factor: true })) {
  return serve([], (asked) => {
    const said = special(asked);
    if (said) return said;
    if (asked.path === "/api/session/") return answer(session);
    if (asked.path === `${ACCOUNT}authenticators`) return answer({ status: 200, data: [TOTP, RECOVERY] });
    if (asked.path.endsWith("/auth/sessions")) return answer({ status: 200, data: [HERE, ELSEWHERE] });
    if (asked.path === `${ACCOUNT}email`)
      return answer({ status: 200, data: [{ email: ADA, verified: true, primary: true }] });
    if (asked.path === `${ACCOUNT}providers`) return answer({ status: 200, data: [] });
    if (asked.path === "/api/tokens/") return answer([TOKEN]);
    if (asked.path === "/api/usage/") return answer(USAGE);
    return undefined;
  });
}

/** Whether a request is this one. */
export const step = (method: string, path: string) => (each: { method: string; path: string }) =>
  each.method === method && each.path.endsWith(path);
