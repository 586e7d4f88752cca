import { describe, expect, it } from "vitest";
import type { Upload } from "@/features/uploads";
import type { Job } from "@/lib/api";
import { job } from "@/testing/films";
import { milestones } from "./announcements";
import { deskJobs } from "./desk-jobs";

const upload = (jobId: string | null, name: string): Upload => {
  const state = { step: "sending", rate: null } as const;
  const facts = { id: name, name, jobId, size: 10, sent: 0, device: "nest-hub" };
  return { ...facts, start: false, anew: false, keptBack: false, state };
};

const now = Date.parse("2026-11-22T20:00:00Z");

describe("what lies on the desk", () => {
  it.each([
    [
      "a film that is converted, however old",
      { status: "processing", created_at: "2026-10-01T00:00:00Z" },
      true,
    ],
    ["a film that is ready since days", { status: "ready", created_at: "2026-11-01T00:00:00Z" }, true],
    ["a film finished an hour ago", { status: "completed", completed_at: "2026-11-22T19:00:00Z" }, true],
    ["a film finished two days ago", { status: "completed", completed_at: "2026-11-20T19:00:00Z" }, false],
    ["a film that failed an hour ago", { status: "failed", created_at: "2026-11-22T19:00:00Z" }, true],
    ["an upload of another window", { status: "uploading", filename: "other.mkv" }, true],
    ["an upload that this page has just begun", { status: "uploading", filename: "mine.mkv" }, false],
    ["an upload that this page sends", { status: "uploading", id: "sent", filename: "a.mkv" }, false],
    ["another upload of the same name", { status: "uploading", id: "else", filename: "sent.mkv" }, true],
  ] as [string, Partial<Job>, boolean][])("%s", (_, facts, there) => {
    expect(deskJobs([job(facts)], now, [upload(null, "mine.mkv"), upload("sent", "sent.mkv")])).toHaveLength(
      there ? 1 : 0,
    );
  });
});

describe("what is said aloud", () => {
  const at = (progress: number, status: Job["status"] = "processing") => job({ status, progress });
  const saidOf = (...states: Job[]) => {
    let said = milestones(new Map(), []).said;
    return states.map((state) => {
      const next = milestones(said, [state]);
      said = next.said;
      return next.news.length;
    });
  };

  it.each([
    ["nothing at first sight", [at(30)], [0]],
    ["nothing for each percent", [at(30), at(31), at(49)], [0, 0, 0]],
    ["each quarter", [at(30), at(50), at(51), at(75)], [0, 1, 0, 1]],
    ["each change of state", [at(0, "queued"), at(0), at(100, "completed")], [0, 1, 1]],
  ])("%s", (_, states, news) => {
    expect(saidOf(...states)).toEqual(news);
  });
});
