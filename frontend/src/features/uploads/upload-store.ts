import type { Job } from "@/lib/api";
import { foldQueue, type QueueEvent, startable, type Upload } from "./queue";
import { rateMeter } from "./rate";
import { sendFile } from "./send-file";

type Send = typeof sendFile;
type Waiting = { file: File; abort: AbortController };

/** The one upload queue of the page. It lives outside React, so that a change of page or language stops nothing. */
export function createUploadStore(send: Send = sendFile) {
  const listeners = new Set<() => void>();
  const files = new Map<string, Waiting>();
  let queue: readonly Upload[] = [];
  let accepted: (job: Job) => void = () => undefined;
  let lastId = 0;

  function tell(event: QueueEvent) {
    queue = foldQueue(queue, event);
    for (const listener of listeners) listener();
  }

  function leave(id: string) {
    files.delete(id);
    tell({ type: "left", id });
  }

  async function run({ id, device }: Upload) {
    const waiting = files.get(id);
    if (!waiting) return;
    const { file, abort } = waiting;
    const rate = rateMeter();
    const onProgress = (sent: number) =>
      tell({ type: "progressed", id, sent, rate: rate(performance.now(), sent) });
    tell({ type: "started", id });
    try {
      accepted(await send({ file, device, onProgress, signal: abort.signal }));
      leave(id);
    } catch (error) {
      if (abort.signal.aborted) leave(id);
      else tell({ type: "failed", id, error });
    }
    startNext();
  }

  function startNext() {
    for (const upload of startable(queue)) void run(upload);
  }

  function enqueue(file: File, device: string): Upload {
    const id = `upload-${++lastId}`;
    files.set(id, { file, abort: new AbortController() });
    return { id, name: file.name, size: file.size, device, state: { step: "waiting" } };
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read: () => queue,
    onAccepted(handler: (job: Job) => void) {
      accepted = handler;
    },
    add(added: readonly File[], device: string) {
      tell({ type: "added", uploads: added.map((file) => enqueue(file, device)) });
      startNext();
    },
    cancel(id: string) {
      const upload = queue.find((each) => each.id === id);
      files.get(id)?.abort.abort();
      if (upload?.state.step !== "sending") leave(id);
      startNext();
    },
    retry(id: string) {
      tell({ type: "retried", id });
      startNext();
    },
  };
}
