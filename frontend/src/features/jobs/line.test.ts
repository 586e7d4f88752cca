import { describe, expect, it } from "vitest";
import type { Job, JobEvent } from "@/lib/api";
import { job } from "@/testing/films";
import { changesLine, lineOf, type Move, moveBetween, moved, withLine } from "./line";

const waiting = (id: string, position: number | null, facts: Partial<Job> = {}) =>
  job({ id, status: "queued", position, ...facts });
const ids = (jobs: readonly Job[]) => jobs.map((each) => each.id).join(" ");

describe("the line", () => {
  it("has those that wait, in the order of their places", () => {
    const jobs = [waiting("c", 3), job({ id: "x", status: "processing" }), waiting("a", 1), waiting("b", 2)];
    expect(ids(lineOf(jobs))).toBe("a b c");
  });

  it("ends with those that may not begin yet", () => {
    const later = waiting("later", null, { not_before: "2030-01-01T00:00:00Z" });
    expect(ids(lineOf([later, waiting("a", 1)]))).toBe("a later");
  });
});

describe("from one place to another", () => {
  it.each([
    ["to the top", 2, 0, { place: "first" }],
    ["to the end", 0, 3, { place: "last" }],
    ["one down: before the one after the next", 0, 1, { before: "c" }],
    ["one up: before the one above", 2, 1, { before: "b" }],
    ["nowhere", 1, 1, null],
  ] as [string, number, number, Move | null][])("%s", (_, from, to, move) => {
    expect(moveBetween(["a", "b", "c", "d"], from, to)).toEqual(move);
  });

  it.each([
    ["first", "c", { place: "first" }, "c a b"],
    ["last", "a", { place: "last" }, "b c a"],
    ["before another", "c", { before: "b" }, "a c b"],
    ["before one that has left meanwhile", "c", { before: "gone" }, "a b c"],
    ["itself gone meanwhile", "gone", { place: "first" }, "a b c"],
  ] as [string, string, Move, string][])("%s", (_, id, move, order) => {
    expect(moved(["a", "b", "c"], id, move).join(" ")).toBe(order);
  });

  it("shows at once: the films share out the places they had", () => {
    const book = { jobs: [waiting("a", 4), waiting("b", 7), job({ id: "x" })], gone: [] };
    const after = withLine(book, ["b", "a"]);
    expect(lineOf(after.jobs).map((each) => [each.id, each.position])).toEqual([
      ["b", 4],
      ["a", 7],
    ]);
  });
});

describe("others may stand at another place", () => {
  const known = [waiting("a", 1, { seq: 5 }), job({ id: "x", status: "processing", seq: 5 })];
  const updated = (fresh: Job): JobEvent => ({ type: "job.updated", seq: fresh.seq, job: fresh });

  it.each([
    ["when one begins", updated(waiting("a", null, { status: "processing", seq: 6 })), true],
    ["when one comes", updated(waiting("new", 2)), true],
    ["when one moves", updated(waiting("a", 2, { seq: 6 })), true],
    ["when one is deleted", { type: "job.deleted", seq: 1, job: { id: "a" } }, true],
    ["not by news of one that waits where it waited", updated(waiting("a", 1, { seq: 6 })), false],
    ["not by old news", updated(waiting("a", 2, { seq: 4 })), false],
    ["not by what is at work", updated(job({ id: "x", status: "verifying", seq: 6 })), false],
    ["not when one at work is deleted", { type: "job.deleted", seq: 1, job: { id: "x" } }, false],
  ] as [string, JobEvent, boolean][])("%s", (_, event, changes) => {
    expect(changesLine(known, event)).toBe(changes);
  });
});
