import { File as NodeFile } from "node:buffer";
import { describe, expect, it, vi } from "vitest";
import { type Job, Problem } from "@/lib/api";
import { job } from "@/testing/films";
import { adapted, FIRST, LARGEST, SMALLEST, smaller } from "./chunk-size";
import { filmsAmong } from "./films";
import { fingerprintOf } from "./fingerprint";
import { rateMeter } from "./rate";
import type { Sending } from "./send-file";
import { type Break, stepAfter } from "./trouble";
import { createUploadStore } from "./upload-store";

/** A line on which each upload waits until the test lets it arrive or fail. */
function line() {
  const under: { sending: Sending; arrive: (job: Job) => void; fail: (error: unknown) => void }[] = [];
  const removed: string[] = [];
  let refusal: Problem | null = null;
  const send = (sending: Sending) =>
    new Promise<Job>((arrive, fail) => {
      sending.signal.addEventListener("abort", () => fail(sending.signal.reason));
      under.push({ sending, arrive, fail });
    });
  const giveUp = async (jobId: string) => {
    if (refusal) throw refusal;
    removed.push(jobId);
    return "gone" as const;
  };
  const refuse = (problem: Problem | null) => {
    refusal = problem;
  };
  return { line: { send, giveUp }, under, removed, refuse };
}

const film = (name: string, size = 10) => new File([new Uint8Array(size)], name);
const settle = () => new Promise((resolve) => setTimeout(resolve));

function setUp(...names: string[]) {
  const { line: used, ...rest } = line();
  const store = createUploadStore(used);
  store.add(
    names.map((name) => film(name, 100)),
    "nest-hub",
  );
  const steps = () => store.read().map((upload) => `${upload.name} ${upload.state.step}`);
  const idOf = (name: string) => store.read().find((upload) => upload.name === name)?.id ?? "";
  const named = (at: number, job: string) =>
    rest.under[at]?.sending.onUrl(`http://server/api/uploads/${job}/`);
  return { store, steps, idOf, named, ...rest };
}

const followers = () => ({ accepted: vi.fn(), removed: vi.fn() });

describe("the upload queue", () => {
  it("sends two at once, the others wait", () => {
    expect(setUp("a", "b", "c").steps()).toEqual(["a sending", "b sending", "c waiting"]);
  });

  it("hands over the job and starts the next when one has arrived", async () => {
    const { store, under, steps } = setUp("a", "b", "c");
    const told = followers();
    store.follow(told);
    under[0]?.arrive(job({ id: "a" }));
    await settle();
    expect(told.accepted).toHaveBeenCalledExactlyOnceWith(job({ id: "a" }));
    expect(steps()).toEqual(["b sending", "c sending"]);
  });

  it("tells how far an upload is", () => {
    const { store, under } = setUp("a");
    under[0]?.sending.onProgress(40);
    expect(store.read()[0]).toMatchObject({ sent: 40, state: { step: "sending" } });
  });

  it("keeps the place of one that waits for the network, and its bytes in sight", () => {
    const { store, under, steps } = setUp("a", "b", "c");
    under[0]?.sending.onProgress(40);
    under[0]?.sending.onHeld("network");
    expect(steps()).toEqual(["a held", "b sending", "c waiting"]);
    expect(store.read()[0]?.sent).toBe(40);
  });

  it("keeps a failed upload, with its error, and goes on with the next", async () => {
    const { under, steps } = setUp("a", "b", "c");
    under[1]?.fail(new Problem("no_space", "full"));
    await settle();
    expect(steps()).toEqual(["a sending", "b failed", "c sending"]);
  });

  it.each([
    ["a refusal is taken up where it was", "no_space", "/api/uploads/job-a/"],
    ["one that the server has lost begins anew", "upload_gone", null],
  ])("%s", async (_, code, url) => {
    const { store, under, named, steps, idOf } = setUp("a");
    named(0, "job-a");
    under[0]?.sending.onProgress(40);
    under[0]?.fail(new Problem(code, "no"));
    await settle();
    store.resume(idOf("a"));
    expect(steps()).toEqual([url ? "a resuming" : "a sending"]);
    expect(under[1]?.sending.url).toBe(url);
  });

  it("pauses: its place is free for the next, and it goes on from where it was", async () => {
    const { store, under, named, removed, steps, idOf } = setUp("a", "b", "c");
    named(0, "job-a");
    under[0]?.sending.onProgress(40);
    store.pause(idOf("a"));
    await settle();
    expect(steps()).toEqual(["a paused", "b sending", "c sending"]);
    under[1]?.arrive(job());
    await settle();
    store.resume(idOf("a"));
    expect(steps()).toEqual(["a resuming", "c sending"]);
    expect(under[3]?.sending.url).toBe("/api/uploads/job-a/");
    expect(removed).toEqual([]);
  });

  it.each(["sending", "paused"])("cancelled while %s, it leaves nothing at the server", async (step) => {
    const { store, under, named, removed, steps, idOf } = setUp("a", "b", "c");
    const told = followers();
    store.follow(told);
    named(0, "job-a");
    if (step === "paused") store.pause(idOf("a"));
    await settle();
    store.cancel(idOf("a"));
    await settle();
    expect(under[0]?.sending.signal.aborted).toBe(true);
    expect(removed).toEqual(["job-a"]);
    expect(told.removed).toHaveBeenCalledExactlyOnceWith("job-a");
    expect(steps()).toEqual(["b sending", "c sending"]);
  });

  it("stays in sight while the server can’t be told that it is cancelled", async () => {
    const { store, named, removed, refuse, steps, idOf } = setUp("a");
    named(0, "job-a");
    refuse(new Problem("server_unreachable", "gone"));
    store.cancel(idOf("a"));
    await settle();
    expect(steps()).toEqual(["a failed"]);
    refuse(null);
    store.cancel(idOf("a"));
    await settle();
    expect(removed).toEqual(["job-a"]);
    expect(steps()).toEqual([]);
  });

  it("forgets an upload that is cancelled while it waits, and never sends it", async () => {
    const { store, under, removed, steps, idOf } = setUp("a", "b", "c");
    store.cancel(idOf("c"));
    await settle();
    under[0]?.arrive(job());
    await settle();
    expect(steps()).toEqual(["b sending"]);
    expect(under).toHaveLength(2);
    expect(removed).toEqual([]);
  });

  it("keeps the device that was chosen when the film was dropped", () => {
    expect(setUp("a").under[0]?.sending.device).toBe("nest-hub");
  });
});

describe("after a break", () => {
  const unreachable = new Problem("server_unreachable", "");
  const proxy = (status: number) => new Problem("unexpected_answer", "", null, null, status);
  const own = (status: number, code: string) => new Problem(code, "", null, null, status);
  const first = { amidChunk: true, chunkSize: FIRST, tries: 0, cuts: 0 };

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
    ["too large for a proxy", { problem: proxy(413) }, { step: "smaller", chunkSize: FIRST / 2 }],
    [
      "too large for a proxy at its smallest",
      { problem: proxy(413), chunkSize: SMALLEST },
      { step: "fail", problem: { code: "upload_proxy_limit" } },
    ],
    ["cut again and again", { problem: unreachable, cuts: 2 }, { step: "smaller", chunkSize: FIRST / 2 }],
    [
      "cut at its smallest",
      { problem: unreachable, cuts: 2, chunkSize: SMALLEST },
      { step: "fail", problem: { code: "upload_cut_off" } },
    ],
  ] as [string, Partial<Break> & { problem: Problem }, object][])("%s", (_, broken, step) => {
    expect(stepAfter({ ...first, ...broken })).toMatchObject(step);
  });
});

describe("the size of chunks", () => {
  it.each([
    ["grows while they are quick", adapted(FIRST, 1000, LARGEST), FIRST * 2],
    ["never beyond what proxies let through", adapted(LARGEST, 1000, LARGEST), LARGEST],
    ["stays while they take some seconds", adapted(FIRST, 9000, LARGEST), FIRST],
    ["shrinks while they take long", adapted(FIRST, 30_000, LARGEST), FIRST / 2],
    ["has an end", smaller(SMALLEST), null],
  ])("%s", (_, size, expected) => {
    expect(size).toBe(expected);
  });
});

describe("a film is known again", () => {
  const Readable = NodeFile as unknown as typeof File; // jsdom's tell nothing of their bytes
  const of = (bytes: number[], lastModified = 1, name = "a.mkv") =>
    fingerprintOf(new Readable([new Uint8Array(bytes)], name, { lastModified }));

  it.each([
    ["when it is picked once more", of([1, 2]), true],
    ["under another name", of([1, 2], 1, "b.mkv"), true],
    ["not with other bytes", of([2, 1]), false],
    ["not after a change", of([1, 2], 2), false],
    ["not with another size", of([1, 2, 3]), false],
  ])("%s", async (_, other, same) => {
    expect((await other) === (await of([1, 2]))).toBe(same);
  });
});

describe("the rate of an upload", () => {
  it("is unknown at first, then the bytes of the last seconds", () => {
    const rate = rateMeter();
    expect(rate(0, 0)).toBeNull();
    expect(rate(500, 500)).toBeNull();
    expect(rate(1000, 1000)).toBe(1000);
    expect(rate(9000, 9000)).toBeNull();
    expect(rate(10_000, 14_000)).toBe(5000);
  });
});

describe("what of a dropped folder is sent", () => {
  it.each([
    [
      "films, not what lies beside them",
      ["Film.mkv", "Film.nfo", "cover.JPG", "Film.en.srt", ".DS_Store"],
      ["Film.mkv"],
    ],
    ["a file without a known ending: the server judges by content", ["Film", "b.xyz"], ["Film", "b.xyz"]],
    ["a single file, whatever it is", ["cover.jpg"], ["cover.jpg"]],
  ])("%s", (_, dropped, sent) => {
    expect(filmsAmong(dropped.map((name) => film(name))).map((file) => file.name)).toEqual(sent);
  });

  it("empty files in a folder are left out", () => {
    expect(filmsAmong([film("a.mkv"), film("b.mkv", 0)]).map((file) => file.name)).toEqual(["a.mkv"]);
  });
});
