import { asProblem, changingSession, type Problem, problemFromBody, tellSignedOut } from "@/lib/api";
import { csrfHeaders } from "@/lib/browser/csrf";
import type { FieldError, Flow, Meta } from "./types";

const BASE = "/_allauth/browser/v1/";

/** `steps`: something else comes first (HTTP 401): signing in, a code, a second factor, the password once more.
 * `none`: there is no such thing (404). */
export type Said<Data> =
  | { kind: "done"; data: Data; meta: Meta }
  | { kind: "steps"; flows: readonly Flow[]; meta: Meta }
  | { kind: "none"; meta: Meta };

/** The server took none of it: `errors` say which field, and why. */
export class Refused extends Error {
  override readonly name = "Refused";

  constructor(
    readonly status: number,
    readonly errors: readonly FieldError[],
  ) {
    super(errors[0]?.message ?? `HTTP ${status}`);
  }
}

type Body = {
  data?: unknown;
  meta?: Meta;
  errors?: FieldError[];
};

async function bodyOf(response: Response): Promise<Body> {
  const body: unknown = await response.json().catch(() => null);
  return typeof body === "object" && body !== null ? body : {};
}

function refusal(status: number, body: Body): Refused | Problem {
  if (status === 429) return new Refused(status, [{ code: "rate_limited", message: "" }]);
  if (body.errors) return new Refused(status, body.errors);
  // Ours (CSRF, a proxy, a crash), or a bare 403 of allauth: this way is closed.
  if (status === 403 && !("code" in body)) return new Refused(status, [{ code: "closed", message: "" }]);
  if (status === 409) return new Refused(status, [{ code: "conflict", message: "" }]);
  return problemFromBody(body, status);
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Asks django-allauth. Throws `Refused` for what the fields say, the reason of a `signal` that ends it, and `Problem`
 * for everything else that goes wrong. */
export async function allauth<Data = unknown>(
  method: Method,
  path: string,
  json?: unknown,
  signal: AbortSignal | null = null,
): Promise<Said<Data>> {
  const isEmpty = json === undefined;
  const headers = { ...(isEmpty ? {} : { "Content-Type": "application/json" }), ...csrfHeaders(method) };
  const body = isEmpty ? null : JSON.stringify(json);
  const request = new Request(new URL(BASE + path, window.location.href), { method, headers, body, signal });
  const send = () => fetch(request);
  const response = await (method === "GET" ? send() : changingSession(send)).catch((error: unknown) => {
    throw signal?.aborted ? signal.reason : asProblem(error);
  });
  const answer = await bodyOf(response);
  const meta = answer.meta ?? {};
  if (response.ok) return { kind: "done", data: answer.data as Data, meta };
  if (response.status === 401) {
    if (!meta.is_authenticated) tellSignedOut();
    return { kind: "steps", flows: (answer.data as { flows?: Flow[] } | undefined)?.flows ?? [], meta };
  }
  if (response.status === 404 && !("code" in answer)) return { kind: "none", meta };
  throw refusal(response.status, answer);
}
