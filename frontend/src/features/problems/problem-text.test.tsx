import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { problemFromBody } from "@/lib/api/problem";
import { renderPage } from "@/testing/page";
import { ProblemText } from ".";
import type { CodedProblem } from "./use-problem-words";

const FULL = { code: "no_space", message: "Full", hint: "", detail: null };

it.each<[string, CodedProblem, string]>([
  ["of a job that failed", { ...FULL, needs: 12e9, free: 8e9 }, "12 GB are needed, 8 GB are free."],
  ["of what nobody could reckon", { ...FULL, needs: null, free: 8e9 }, "8 GB are free."],
  ["of an answer", problemFromBody({ ...FULL, needs: 12e9, free: 8e9 }, 507), "12 GB are needed"],
])("says how much room is wanting: %s", (_, problem, words) => {
  renderPage(<ProblemText problem={problem} />);
  expect(screen.getByText(/./, { selector: "b" }).textContent).toContain(words);
});

it("keeps quiet about room that it doesn’t know", () => {
  renderPage(<ProblemText problem={FULL} />);
  expect(screen.getByText(/./, { selector: "b" }).textContent).not.toContain("free");
});
