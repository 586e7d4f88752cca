import { describe, expect, it, vi } from "vitest";
import { type Job, Problem } from "@/lib/api";
import { job } from "@/testing/films";
import { filmsAmong } from "./films";
import { rateMeter } from "./rate";
import type { sendFile } from "./send-file";
import { createUploadStore } from "./upload-store";

type Sending = Parameters<typeof sendFile>[0];

/** A line on which each upload waits until the test lets it arrive or fail. */
function line() {
  const under: { sending: Sending; arrive: (job: Job) => void; fail: (error: unknown) => void }[] = [];
  const send = (sending: Sending) =>
    new Promise<Job>((arrive, fail) => {
      sending.signal.addEventListener("abort", () => fail(new Problem("cancelled", "stopped")));
      under.push({ sending, arrive, fail });
    });
  return { send, under };
}

const film = (name: string, size = 10) => new File([new Uint8Array(size)], name);
const settle = () => new Promise((resolve) => setTimeout(resolve));

function setUp() {
  const { send, under } = line();
  const store = createUploadStore(send);
  const steps = () => store.read().map((upload) => `${upload.name} ${upload.state.step}`);
  const idOf = (name: string) => store.read().find((upload) => upload.name === name)?.id ?? "";
  return { store, under, steps, idOf };
}

describe("the upload queue", () => {
  it("sends two at once, the others wait", () => {
    const { store, steps } = setUp();
    store.add([film("a"), film("b"), film("c")], "nest-hub");
    expect(steps()).toEqual(["a sending", "b sending", "c waiting"]);
  });

  it("hands over the job and starts the next when one has arrived", async () => {
    const { store, under, steps } = setUp();
    const accepted = vi.fn();
    store.onAccepted(accepted);
    store.add([film("a"), film("b"), film("c")], "nest-hub");
    under[0]?.arrive(job({ id: "a" }));
    await settle();
    expect(accepted).toHaveBeenCalledExactlyOnceWith(job({ id: "a" }));
    expect(steps()).toEqual(["b sending", "c sending"]);
  });

  it("tells how far an upload is", () => {
    const { store, under } = setUp();
    store.add([film("a", 100)], "nest-hub");
    under[0]?.sending.onProgress(40);
    expect(store.read()[0]?.state).toMatchObject({ step: "sending", sent: 40 });
  });

  it("keeps a failed upload, with its error, and goes on with the next", async () => {
    const { store, under, steps } = setUp();
    store.add([film("a"), film("b"), film("c")], "nest-hub");
    under[1]?.fail(new Problem("no_space", "full"));
    await settle();
    expect(steps()).toEqual(["a sending", "b failed", "c sending"]);
  });

  it("sends a failed upload again when asked", async () => {
    const { store, under, steps, idOf } = setUp();
    store.add([film("a")], "nest-hub");
    under[0]?.fail(new Problem("server_unreachable", "gone"));
    await settle();
    store.retry(idOf("a"));
    expect(steps()).toEqual(["a sending"]);
    expect(under).toHaveLength(2);
  });

  it("forgets an upload that is cancelled while it is sent, and starts the next", async () => {
    const { store, under, steps, idOf } = setUp();
    store.add([film("a"), film("b"), film("c")], "nest-hub");
    store.cancel(idOf("a"));
    await settle();
    expect(under[0]?.sending.signal.aborted).toBe(true);
    expect(steps()).toEqual(["b sending", "c sending"]);
  });

  it("forgets an upload that is cancelled while it waits, and never sends it", async () => {
    const { store, under, steps, idOf } = setUp();
    store.add([film("a"), film("b"), film("c")], "nest-hub");
    store.cancel(idOf("c"));
    under[0]?.arrive(job());
    await settle();
    expect(steps()).toEqual(["b sending"]);
    expect(under).toHaveLength(2);
  });

  it("keeps the device that was chosen when the film was dropped", () => {
    const { store, under } = setUp();
    store.add([film("a")], "nest-hub");
    expect(under[0]?.sending.device).toBe("nest-hub");
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
