import { describe, expect, it } from "vitest";
import type { JobEvent } from "@/lib/api";
import { job } from "@/testing/films";
import { changesMembership, foldPages, type JobPages } from "./pages";

const pages: JobPages<string | null> = {
  pages: [
    { next: "x", results: [job({ id: "a", seq: 5 })] },
    { next: null, results: [job({ id: "b", seq: 5, status: "processing", progress: 10 })] },
  ],
  pageParams: [null, "x"],
};

const updated = (facts: Parameters<typeof job>[0]): JobEvent => ({
  type: "job.updated",
  seq: 0,
  job: job(facts),
});
const shape = (each: JobPages<string | null>) =>
  each.pages.map((page) => page.results.map((known) => `${known.id} ${known.status} ${known.progress}`));

describe("events folded into the pages of the history", () => {
  it("a newer job replaces its row", () => {
    expect(shape(foldPages(pages, updated({ id: "b", seq: 6, status: "completed" })))).toEqual([
      ["a ready 0"],
      ["b completed 0"],
    ]);
  });

  it("an old state changes nothing", () => {
    expect(shape(foldPages(pages, updated({ id: "b", seq: 5, status: "failed" })))).toEqual(shape(pages));
  });

  it("progress moves its row", () => {
    const progress = { id: "b", status: "processing", progress: 42, seq: 7 } as const;
    const event: JobEvent = {
      type: "job.progress",
      seq: 7,
      job: { ...progress, stage: null, speed: null, fps: null, eta_seconds: null },
    };
    expect(shape(foldPages(pages, event))).toEqual([["a ready 0"], ["b processing 42"]]);
  });

  it("a deleted job leaves its page", () => {
    expect(shape(foldPages(pages, { type: "job.deleted", seq: 1, job: { id: "a" } }))).toEqual([
      [],
      ["b processing 10"],
    ]);
  });
});

describe("whether the list must be read again", () => {
  it.each([
    ["a job that is not in it: yes", updated({ id: "new" }), true],
    [
      "another status: yes, a filter may exclude it now",
      updated({ id: "a", seq: 9, status: "queued" }),
      true,
    ],
    ["the same status: no", updated({ id: "a", seq: 9 }), false],
    ["a deletion: no, the row is gone already", { type: "job.deleted", seq: 1, job: { id: "a" } }, false],
  ] as [string, JobEvent, boolean][])("%s", (_, event, stale) => {
    expect(changesMembership(pages, event)).toBe(stale);
  });
});
