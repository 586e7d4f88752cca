import { describe, expect, it, vi } from "vitest";
import { type Job, Problem } from "@/lib/api";
import { job } from "@/testing/films";
import type { KnownFilm, Reuse } from "./known-films";
import type { Sending } from "./send-file";
import { createUploadStore } from "./upload-store";

/** A line on which each upload waits until the test lets it arrive or fail. */
function line() {
  const under: { sending: Sending; arrive: (job: Job) => void; fail: (error: unknown) => void }[] = [];
  const removed: string[] = [];
  const compared: { asked: Reuse; find: (job: Job | null) => void }[] = [];
  let refusal: Problem | null = null;
  let films: readonly KnownFilm[] = [];
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
  const known = async () => films;
  const knows = (...there: KnownFilm[]) => {
    films = there;
  };
  const reuse = (asked: Reuse) =>
    new Promise<Job | null>((find, fail) => {
      asked.signal.addEventListener("abort", () => fail(asked.signal.reason));
      compared.push({ asked, find });
    });
  const refuse = (problem: Problem | null) => {
    refusal = problem;
  };
  return { line: { send, giveUp, known, reuse }, under, removed, refuse, knows, compared };
}

const film = (name: string, size = 10) => new File([new Uint8Array(size)], name);
const settle = () => new Promise((resolve) => setTimeout(resolve));

const WISHES = { device: "nest-hub", start: true };

async function setUp(names: string[], ...there: KnownFilm[]) {
  const { line: used, ...rest } = line();
  rest.knows(...there);
  const store = createUploadStore(used);
  store.add(
    names.map((name) => film(name, 100)),
    WISHES,
  );
  await settle();
  const steps = () => store.read().map((upload) => `${upload.name} ${upload.state.step}`);
  const idOf = (name: string) => store.read().find((upload) => upload.name === name)?.id ?? "";
  const named = (at: number, job: string) =>
    rest.under[at]?.sending.onUrl(`http://server/api/uploads/${job}/`);
  return { store, steps, idOf, named, ...rest };
}

const followers = () => ({ accepted: vi.fn(), removed: vi.fn() });

describe("the upload queue", () => {
  it("sends two at once, the others wait", async () => {
    const { steps } = await setUp(["a", "b", "c"]);
    expect(steps()).toEqual(["a sending", "b sending", "c waiting"]);
  });

  it("hands over the job and starts the next when one has arrived", async () => {
    const { store, under, steps } = await setUp(["a", "b", "c"]);
    const told = followers();
    store.follow(told);
    under[0]?.arrive(job({ id: "a" }));
    await settle();
    expect(told.accepted).toHaveBeenCalledExactlyOnceWith(job({ id: "a" }));
    expect(steps()).toEqual(["b sending", "c sending"]);
  });

  it("tells how far an upload is", async () => {
    const { store, under } = await setUp(["a"]);
    under[0]?.sending.onProgress(40);
    expect(store.read()[0]).toMatchObject({ sent: 40, state: { step: "sending" } });
  });

  it("keeps the place of one that waits for the network, and its bytes in sight", async () => {
    const { store, under, steps } = await setUp(["a", "b", "c"]);
    under[0]?.sending.onProgress(40);
    under[0]?.sending.onHeld("network");
    expect(steps()).toEqual(["a held", "b sending", "c waiting"]);
    expect(store.read()[0]?.sent).toBe(40);
  });

  it("keeps a failed upload, with its error, and goes on with the next", async () => {
    const { under, steps } = await setUp(["a", "b", "c"]);
    under[1]?.fail(new Problem("no_space", "full"));
    await settle();
    expect(steps()).toEqual(["a sending", "b failed", "c sending"]);
  });

  it.each([
    ["a refusal is taken up where it was", "no_space", "/api/uploads/job-a/"],
    ["one that the server has lost begins anew", "upload_gone", null],
  ])("%s", async (_, code, url) => {
    const { store, under, named, steps, idOf } = await setUp(["a"]);
    named(0, "job-a");
    under[0]?.sending.onProgress(40);
    under[0]?.fail(new Problem(code, "no"));
    await settle();
    store.resume(idOf("a"));
    await settle();
    expect(steps()).toEqual([url ? "a resuming" : "a sending"]);
    expect(under[1]?.sending.url).toBe(url);
  });

  it("pauses: its place is free for the next, and it goes on from where it was", async () => {
    const { store, under, named, removed, steps, idOf } = await setUp(["a", "b", "c"]);
    named(0, "job-a");
    under[0]?.sending.onProgress(40);
    store.pause(idOf("a"));
    await settle();
    expect(steps()).toEqual(["a paused", "b sending", "c sending"]);
    under[1]?.arrive(job());
    await settle();
    store.resume(idOf("a"));
    await settle();
    expect(steps()).toEqual(["a resuming", "c sending"]);
    expect(under[3]?.sending.url).toBe("/api/uploads/job-a/");
    expect(removed).toEqual([]);
  });

  it.each(["sending", "paused"])("cancelled while %s, it leaves nothing at the server", async (step) => {
    const { store, under, named, removed, steps, idOf } = await setUp(["a", "b", "c"]);
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
    const { store, named, removed, refuse, steps, idOf } = await setUp(["a"]);
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
    const { store, under, removed, steps, idOf } = await setUp(["a", "b", "c"]);
    store.cancel(idOf("c"));
    await settle();
    under[0]?.arrive(job());
    await settle();
    expect(steps()).toEqual(["b sending"]);
    expect(under).toHaveLength(2);
    expect(removed).toEqual([]);
  });

  it("keeps what was wished when the film was dropped", async () => {
    const { under } = await setUp(["a"]);
    expect(under[0]?.sending.wishes).toEqual(WISHES);
  });

  it("remembers that something on the way keeps the pieces back", async () => {
    const { store, under } = await setUp(["a"]);
    under[0]?.sending.onKeptBack();
    under[0]?.sending.onProgress(40);
    expect(store.read()[0]).toMatchObject({ keptBack: true, sent: 40 });
  });
});

const old = { job: "old", filename: "a", created_at: "2026-11-03T20:00:00Z" };

describe("a film that the server seems to have", () => {
  it("is not sent before its user has said a word; the next ones are", async () => {
    const { store, under, steps } = await setUp(["a", "b", "c"], old);
    expect(steps()).toEqual(["a known", "b known", "c known"]);
    expect(store.read()[0]?.state).toEqual({ step: "known", films: [old], compared: null });
    expect(under).toEqual([]);
  });

  it("is asked for while others are sent", async () => {
    const { store, knows, steps } = await setUp(["a", "b", "c"]);
    knows(old);
    store.add([film("d")], WISHES);
    await settle();
    expect(steps()).toEqual(["a sending", "b sending", "c waiting", "d known"]);
  });

  it("is used again once the whole of it proved to be the same", async () => {
    const { store, compared, under, steps, idOf } = await setUp(["a"], old);
    const told = followers();
    store.follow(told);
    store.reuse(idOf("a"));
    expect(compared[0]?.asked).toMatchObject({ films: [old], wishes: WISHES });
    compared[0]?.asked.onProgress(0.34);
    expect(store.read()[0]?.state).toMatchObject({ step: "known", compared: 0.34 });
    compared[0]?.find(job({ id: "new" }));
    await settle();
    expect(told.accepted).toHaveBeenCalledExactlyOnceWith(job({ id: "new" }));
    expect(steps()).toEqual([]);
    expect(under).toEqual([]);
  });

  it("is sent when it proved to be another one", async () => {
    const { store, compared, steps, idOf } = await setUp(["a"], old);
    store.reuse(idOf("a"));
    compared[0]?.find(null);
    await settle();
    expect(steps()).toEqual(["a sending"]);
  });

  it.each(["before it is compared", "while it is compared"])(
    "is sent all the same when wished, %s",
    async (when) => {
      const { store, compared, steps, idOf } = await setUp(["a"], old);
      if (when.startsWith("while")) store.reuse(idOf("a"));
      store.sendAnyway(idOf("a"));
      await settle();
      expect(compared.every(({ asked }) => asked.signal.aborted)).toBe(true);
      expect(steps()).toEqual(["a sending"]);
    },
  );

  it.each(["before it is compared", "while it is compared"])("is taken from the list, %s", async (when) => {
    const { store, removed, steps, idOf } = await setUp(["a"], old);
    if (when.startsWith("while")) store.reuse(idOf("a"));
    store.cancel(idOf("a"));
    await settle();
    expect(steps()).toEqual([]);
    expect(removed).toEqual([]);
  });

  it("is not asked about again when its upload goes on after a reload", async () => {
    const { line: used, knows } = line();
    knows(old);
    const store = createUploadStore(used);
    store.add([film("a")], { ...WISHES, anew: true });
    await settle();
    expect(store.read()[0]?.state.step).toBe("sending");
  });

  it("a question without an answer doesn’t stand in the way", async () => {
    const { line: used } = line();
    const known = () => Promise.reject(new Problem("server_unreachable", ""));
    const store = createUploadStore({ ...used, known });
    store.add([film("a")], WISHES);
    await settle();
    expect(store.read()[0]?.state.step).toBe("sending");
  });
});
