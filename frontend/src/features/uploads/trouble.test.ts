import { describe, expect, it } from "vitest";
import { Problem } from "@/lib/api";
import { adapted, FIRST, LARGEST, SMALLEST, smaller } from "./chunk-size";
import { type Break, stepAfter } from "./trouble";

const EIGHT = 8 * SMALLEST;

describe("after a break", () => {
  const unreachable = new Problem("server_unreachable", "");
  const proxy = (status: number) => new Problem("unexpected_answer", "", null, null, status);
  const own = (status: number, code: string) => new Problem(code, "", null, null, status);
  const first = { amidChunk: true, chunkSize: EIGHT, tries: 0, cuts: 0 };

  it.each([
    ["without an answer: the network", { problem: unreachable }, { step: "wait", cause: "network" }],
    ["however long", { problem: unreachable, tries: 500, amidChunk: false }, { step: "wait" }],
    ["the server restarts behind a proxy", { problem: proxy(502) }, { step: "wait", cause: "server" }],
    ["another request has the upload", { problem: own(423, "conflict") }, { step: "wait", cause: "server" }],
    ["damaged bytes are sent again", { problem: own(460, "upload_damaged") }, { step: "wait" }],
    ["a fault that stays", { problem: own(500, "internal_error"), tries: 8 }, { step: "fail" }],
    ["a full disk", { problem: own(507, "no_space") }, { step: "fail", problem: { code: "no_space" } }],
    ["too large for the server", { problem: own(413, "file_too_large") }, { step: "fail" }],
    ["forgotten by the server", { problem: own(404, "not_found") }, { problem: { code: "upload_gone" } }],
    ["too large for a proxy", { problem: proxy(413) }, { step: "smaller", chunkSize: EIGHT / 2 }],
    [
      "too large for a proxy at its smallest",
      { problem: proxy(413), chunkSize: SMALLEST },
      { step: "fail", problem: { code: "upload_proxy_limit" } },
    ],
    ["cut again and again", { problem: unreachable, cuts: 2 }, { step: "smaller", chunkSize: EIGHT / 2 }],
    [
      "cut at its smallest: perhaps the network all the same",
      { problem: unreachable, cuts: 7, chunkSize: SMALLEST },
      { step: "wait", cause: "network" },
    ],
    [
      "cut at its smallest, for long",
      { problem: unreachable, cuts: 8, chunkSize: SMALLEST },
      { step: "fail", problem: { code: "upload_cut_off" } },
    ],
  ] as [string, Partial<Break> & { problem: Problem }, object][])("%s", (_, broken, step) => {
    expect(stepAfter({ ...first, ...broken })).toMatchObject(step);
  });
});

describe("the size of chunks", () => {
  it.each([
    ["grows while they are quick", adapted(EIGHT, 1000, LARGEST), EIGHT * 2],
    ["never beyond what proxies let through", adapted(LARGEST, 1000, LARGEST), LARGEST],
    ["stays while they take some seconds", adapted(EIGHT, 9000, LARGEST), EIGHT],
    ["shrinks while they take long", adapted(EIGHT, 30_000, LARGEST), EIGHT / 2],
    ["has an end", smaller(SMALLEST), null],
    ["begins small enough for the server to look at a film at once", FIRST, SMALLEST],
  ])("%s", (_, size, expected) => {
    expect(size).toBe(expected);
  });
});
