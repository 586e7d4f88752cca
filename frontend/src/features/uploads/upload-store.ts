import type { Job } from "@/lib/api";
import { giveUp, jobIdOf, uploadUrl } from "./arrived";
import { foldQueue, isRunning, type QueueEvent, startable, type Upload } from "./queue";
import { rateMeter } from "./rate";
import { sendFile } from "./send-file";

type Line = { send: typeof sendFile; giveUp: typeof giveUp };
type Reason = "paused" | "cancelled";
type Waiting = { file: File; abort: AbortController };

/** What became of uploads that left the queue. */
export type Followers = { accepted: (job: Job) => void; removed: (jobId: string) => void };

/** The one upload queue of the page. It lives outside React, so that a change of page or language stops nothing. */
export function createUploadStore(line: Line = { send: sendFile, giveUp }) {
  const listeners = new Set<() => void>();
  const files = new Map<string, Waiting>();
  let queue: readonly Upload[] = [];
  let followers: Followers = { accepted: () => undefined, removed: () => undefined };
  let lastId = 0;

  const found = (id: string) => queue.find((upload) => upload.id === id);

  function tell(event: QueueEvent) {
    queue = foldQueue(queue, event);
    for (const listener of listeners) listener();
  }

  function leave(id: string) {
    files.delete(id);
    tell({ type: "left", id });
  }

  /** Nothing of it stays at the server, or the card says why it does. */
  async function remove(id: string) {
    const jobId = found(id)?.jobId ?? null;
    try {
      if (jobId !== null && (await line.giveUp(jobId)) === "gone") followers.removed(jobId);
      leave(id);
    } catch (error) {
      tell({ type: "failed", id, error });
    }
  }

  function send(id: string, { file, abort }: Waiting, { device, jobId }: Upload): Promise<Job> {
    let rate = rateMeter();
    return line.send({
      file,
      device,
      signal: abort.signal,
      url: jobId === null ? null : uploadUrl(jobId),
      taken: () => queue.flatMap((upload) => upload.jobId ?? []),
      onUrl: (url) => tell({ type: "named", id, jobId: jobIdOf(url) }),
      onProgress: (sent) => tell({ type: "progressed", id, sent, rate: rate(performance.now(), sent) }),
      onHeld: (cause) => {
        rate = rateMeter();
        tell({ type: "held", id, cause });
      },
    });
  }

  async function run(upload: Upload) {
    const { id } = upload;
    const waiting = files.get(id);
    if (!waiting) return;
    const { signal } = waiting.abort;
    tell({ type: "started", id });
    try {
      const job = await send(id, waiting, upload);
      followers.accepted(job);
      leave(id);
    } catch (error) {
      if (!signal.aborted) tell({ type: "failed", id, error });
      else if ((signal.reason as Reason) === "paused") tell({ type: "paused", id });
      else await remove(id);
    }
    startNext();
  }

  function startNext() {
    for (const upload of startable(queue)) void run(upload);
  }

  function enqueue(file: File, device: string): Upload {
    const id = `upload-${++lastId}`;
    files.set(id, { file, abort: new AbortController() });
    return { id, name: file.name, size: file.size, device, jobId: null, sent: 0, state: { step: "waiting" } };
  }

  function stop(id: string, reason: Reason) {
    files.get(id)?.abort.abort(reason);
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read: () => queue,
    follow(each: Followers) {
      followers = each;
    },
    add(added: readonly File[], device: string) {
      tell({ type: "added", uploads: added.map((file) => enqueue(file, device)) });
      startNext();
    },
    pause(id: string) {
      const upload = found(id);
      if (!upload) return;
      if (isRunning(upload)) stop(id, "paused");
      else tell({ type: "paused", id });
    },
    /** Goes on after a pause or a failure, from where the server stands. */
    resume(id: string) {
      const waiting = files.get(id);
      if (!waiting) return;
      waiting.abort = new AbortController();
      tell({ type: "continued", id });
      startNext();
    },
    cancel(id: string) {
      const upload = found(id);
      if (!upload) return;
      if (isRunning(upload)) stop(id, "cancelled");
      else void remove(id);
    },
  };
}
