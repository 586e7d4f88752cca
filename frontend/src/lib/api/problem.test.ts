import { describe, expect, it } from "vitest";
import { asProblem, Problem, problemFromBody } from "./problem";

describe("a bad answer as a problem", () => {
  it.each([
    [
      "problem+json keeps its code",
      { code: "no_space", title: "Full", hint: "Free some" },
      507,
      "no_space",
      "Full",
      "Free some",
    ],
    ["a proxy's own page of a server error", null, 502, "internal_error", "HTTP 502", null],
    ["a proxy's own page of another kind", "<html>", 413, "unexpected_answer", "HTTP 413", null],
  ])("%s", (_, body, status, code, message, hint) => {
    expect(problemFromBody(body, status)).toMatchObject({ code, message, hint, status });
  });

  it("keeps the facts beside the code", () => {
    expect(problemFromBody({ code: "no_space", needs: 5, free: 2 }, 507).facts).toMatchObject({
      needs: 5,
      free: 2,
    });
  });
});

describe("a thrown value as a problem", () => {
  it.each([
    ["fetch that got no answer", new TypeError("Failed to fetch"), "server_unreachable"],
    ["a problem stays itself", new Problem("conflict", "no"), "conflict"],
    ["anything else", "what", "unexpected_answer"],
  ])("%s", (_, thrown, code) => {
    expect(asProblem(thrown).code).toBe(code);
  });
});
