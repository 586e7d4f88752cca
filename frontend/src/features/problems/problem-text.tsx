"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { type CodedProblem, useProblemWords } from "./use-problem-words";

/** What happened, what to do, and the technical detail folded under it. */
export function ProblemText({ problem }: { problem: CodedProblem }) {
  const t = useTranslations("problems");
  const { what, next } = useProblemWords()(problem);
  return (
    <div className="max-w-[42rem] text-pretty">
      <p>
        <b className="font-[650]">{what}</b> {next}
      </p>
      {problem.detail ? (
        <details className="group mt-2 text-sm">
          <summary className="inline-flex min-h-8 list-none items-center gap-1 rounded-sm text-ink-3 hover:text-ink">
            <ChevronRight
              size={16}
              aria-hidden
              className="transition-transform duration-150 group-open:rotate-90"
            />
            {t("technical")}
          </summary>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
            tabIndex={0}
            className="mt-1 max-h-60 overflow-auto rounded-sm bg-sunken p-3 font-mono text-xs whitespace-pre-wrap text-ink-2 [overflow-wrap:anywhere]"
          >
            {`${problem.code}\n${problem.detail}`}
          </pre>
        </details>
      ) : null}
    </div>
  );
}
