import { describe, expect, it } from "vitest";
import type { JobEvent, JobProgress } from "@/lib/api";
import { job } from "@/testing/films";
import { EMPTY_BOOK, fold, type JobBook, refreshed } from "./fold";

const converting = job({ id: "a", status: "processing", seq: 10, progress: 20 });
const waiting = job({ id: "b", status: "queued", seq: 4, created_at: "2026-11-22T21:00:00Z" });
const book: JobBook = { jobs: [waiting, converting], gone: [] };

const progress = (seq: number, percent: number): JobEvent => {
  const facts: JobProgress = {
    id: "a",
    status: "processing",
    progress: percent,
    stage: "converting",
    speed: 2,
    fps: 50,
    eta_seconds: 60,
    seq,
  };
  return { type: "job.progress", seq, job: facts };
};
const updated = (facts: Parameters<typeof job>[0]): JobEvent => ({
  type: "job.updated",
  seq: 0,
  job: job(facts),
});

const stateOf = (known: JobBook, id: string) => {
  const found = known.jobs.find((each) => each.id === id);
  return found && `${found.status} ${found.progress}`;
};

describe("events folded into the book of jobs", () => {
  it.each([
    ["a newer progress moves the bar", progress(11, 63), "processing 63"],
    ["a progress of the same seq changes nothing", progress(10, 63), "processing 20"],
    ["an old progress that comes late changes nothing", progress(9, 15), "processing 20"],
    [
      "a newer job replaces the known one",
      updated({ id: "a", status: "completed", seq: 20, progress: 100 }),
      "completed 100",
    ],
    ["an older job changes nothing", updated({ id: "a", status: "queued", seq: 3 }), "processing 20"],
    [
      "a snapshot brings newer jobs",
      { type: "jobs.snapshot", seq: 1, jobs: [job({ id: "a", status: "failed", seq: 12 })] },
      "failed 0",
    ],
    ["a deleted job is gone", { type: "job.deleted", seq: 1, job: { id: "a" } }, undefined],
  ] as [string, JobEvent, string | undefined][])("%s", (_, event, state) => {
    expect(stateOf(fold(book, event), "a")).toBe(state);
  });

  it("a new job stands first when it is the newest", () => {
    const after = fold(book, updated({ id: "c", created_at: "2026-11-22T22:00:00Z" }));
    expect(after.jobs.map((each) => each.id)).toEqual(["c", "b", "a"]);
  });

  it("a deleted job does not come back with an event that was under way", () => {
    const deleted = fold(book, { type: "job.deleted", seq: 1, job: { id: "a" } });
    const after = fold(fold(deleted, updated({ id: "a", seq: 99 })), progress(100, 70));
    expect(stateOf(after, "a")).toBeUndefined();
  });

  it("progress of an unknown job is left alone", () => {
    expect(fold(EMPTY_BOOK, progress(5, 10))).toBe(EMPTY_BOOK);
  });
});

describe("a fresh reading of the server", () => {
  it("replaces what was known", () => {
    const after = refreshed(book, book, [job({ id: "a", status: "completed", seq: 12 })]);
    expect(after.jobs.map((each) => each.status)).toEqual(["completed"]);
  });

  it("does not undo what an event told while it was under way", () => {
    const now = fold(book, progress(15, 80));
    const after = refreshed(book, now, [converting]);
    expect(stateOf(after, "a")).toBe("processing 80");
  });

  it("keeps a job that was added while it was under way", () => {
    const now = fold(book, updated({ id: "c" }));
    const after = refreshed(book, now, [converting, waiting]);
    expect(after.jobs).toHaveLength(3);
  });

  it("does not bring back a job that was deleted while it was under way", () => {
    const now = fold(book, { type: "job.deleted", seq: 1, job: { id: "a" } });
    expect(stateOf(refreshed(book, now, [converting]), "a")).toBeUndefined();
  });
});
