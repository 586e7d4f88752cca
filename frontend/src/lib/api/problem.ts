/** What went wrong, with a stable `code` that the translations key on. */
export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    readonly code: string,
    message: string,
    readonly hint: string | null = null,
    readonly detail: string | null = null,
    /** HTTP status; null when no answer came. */
    readonly status: number | null = null,
    /** What else the answer says about this code: `needs` and `free` bytes, `state`, … */
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** The problem in the body of an answer that is not 2xx (`application/problem+json`, or anything else). */
export function problemFromBody(body: unknown, status: number): Problem {
  const facts = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const message = text(facts.title) ?? `HTTP ${status}`;
  const code = text(facts.code) ?? (status >= 500 ? "internal_error" : "unexpected_answer");
  return new Problem(code, message, text(facts.hint), text(facts.detail), status, facts);
}

export const unreachable = () => new Problem("server_unreachable", "No answer from the server.");

/** Any thrown value as a problem: fetch throws TypeError when no answer comes. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof TypeError) return unreachable();
  return new Problem("unexpected_answer", error instanceof Error ? error.message : String(error));
}
