import type { Job } from "@/lib/api";
import { giveUp, jobIdOf, uploadUrl } from "./arrived";
import { knownFilms, reuse } from "./known-films";
import {
  beginning,
  foldQueue,
  isLookedUp,
  isRunning,
  type QueueEvent,
  startable,
  type Upload,
} from "./queue";
import { rateMeter } from "./rate";
import { sendFile } from "./send-file";
import type { Wishes } from "./wishes";

/** The ways to the server. */
export type Line = {
  send: typeof sendFile;
  giveUp: typeof giveUp;
  known: typeof knownFilms;
  reuse: typeof reuse;
};
type Reason = "paused" | "cancelled" | "declined";
type Waiting = { file: File; abort: AbortController };

/** `anew`: it is sent even if the server has it. */
export type Added = Wishes & { anew?: boolean };

/** What became of uploads that left the queue. */
export type Followers = { accepted: (job: Job) => void; removed: (jobId: string) => void };

/** The one upload queue of the page. It lives outside React, so that a change of page or language stops nothing. */
export function createUploadStore(line: Line = { send: sendFile, giveUp, known: knownFilms, reuse }) {
  const listeners = new Set<() => void>();
  const files = new Map<string, Waiting>();
  let queue: readonly Upload[] = [];
  let followers: Followers = { accepted: () => undefined, removed: () => undefined };
  let lastId = 0;
  let asked = Promise.resolve();

  const found = (id: string) => queue.find((upload) => upload.id === id);

  function tell(event: QueueEvent) {
    queue = foldQueue(queue, event);
    for (const listener of listeners) listener();
  }

  function leave(id: string) {
    files.delete(id);
    tell({ type: "left", id });
  }

  function accept(id: string, job: Job) {
    followers.accepted(job);
    leave(id);
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

  /** Why a piece of work ended: by its user's word, or by what went wrong. */
  async function ended(id: string, { signal }: AbortController, error: unknown) {
    const reason = signal.aborted ? (signal.reason as Reason) : null;
    if (reason === null) tell({ type: "failed", id, error });
    else if (reason === "paused") tell({ type: "paused", id });
    else if (reason === "cancelled") await remove(id);
  }

  function send(id: string, { file, abort }: Waiting, { device, start, jobId }: Upload): Promise<Job> {
    let rate = rateMeter();
    return line.send({
      file,
      wishes: { device, start },
      signal: abort.signal,
      url: jobId === null ? null : uploadUrl(jobId),
      taken: () => queue.flatMap((upload) => upload.jobId ?? []),
      onUrl: (url) => tell({ type: "named", id, jobId: jobIdOf(url) }),
      onProgress: (sent) => tell({ type: "progressed", id, sent, rate: rate(performance.now(), sent) }),
      onKeptBack: () => tell({ type: "keptBack", id }),
      onHeld: (cause) => {
        rate = rateMeter();
        tell({ type: "held", id, cause });
      },
    });
  }

  /** Whether the server has the film, as far as it can be told at a glance. A question without an answer must not
   * stand in an upload's way: what is the matter, the upload itself will meet and tell. */
  async function ask(id: string) {
    const waiting = files.get(id);
    if (!waiting) return;
    const { file, abort } = waiting;
    try {
      const films = await line.known(file, abort.signal).catch(() => []);
      abort.signal.throwIfAborted();
      tell(films.length > 0 ? { type: "recognised", id, films } : { type: "cleared", id });
    } catch (error) {
      await ended(id, abort, error);
    }
    startNext();
  }

  async function run(upload: Upload) {
    const { id } = upload;
    const waiting = files.get(id);
    if (!waiting) return;
    const { abort } = waiting;
    tell({ type: "started", id });
    try {
      accept(id, await send(id, waiting, upload));
    } catch (error) {
      await ended(id, abort, error);
    }
    startNext();
  }

  /** Takes the film that the server has; sends this one when the two prove to be different. */
  async function compare(id: string, { file, abort }: Waiting, { device, start, state }: Upload) {
    if (state.step !== "known") return;
    const onProgress = (fraction: number) => tell({ type: "compared", id, fraction });
    onProgress(0);
    try {
      const wishes = { device, start };
      const job = await line.reuse({ file, wishes, films: state.films, onProgress, signal: abort.signal });
      if (job) accept(id, job);
      else tell({ type: "cleared", id });
    } catch (error) {
      await ended(id, abort, error);
    }
    startNext();
  }

  function startNext() {
    for (const upload of startable(queue)) void run(upload);
  }

  /** One after the other is asked for: a folder of films must not read a hundred of them at once. */
  function begin(ids: readonly string[]) {
    for (const id of ids) {
      if (found(id)?.state.step === "asking") asked = asked.then(() => ask(id));
    }
    startNext();
  }

  function enqueue(file: File, { device, start, anew = false }: Added): Upload {
    const id = `upload-${++lastId}`;
    files.set(id, { file, abort: new AbortController() });
    const facts = { id, name: file.name, size: file.size, device, start, anew };
    return { ...facts, jobId: null, sent: 0, keptBack: false, state: beginning({ anew }) };
  }

  function stop(id: string, reason: Reason) {
    files.get(id)?.abort.abort(reason);
  }

  /** Begins a new piece of work with a film whose last one was stopped. */
  function again(id: string, event: QueueEvent) {
    const waiting = files.get(id);
    if (!waiting) return;
    waiting.abort = new AbortController();
    tell(event);
    begin([id]);
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
    add(added: readonly File[], wishes: Added) {
      const uploads = added.map((file) => enqueue(file, wishes));
      tell({ type: "added", uploads });
      begin(uploads.map(({ id }) => id));
    },
    /** The film that the server has is used, once it proved to be the same. */
    reuse(id: string) {
      const [upload, waiting] = [found(id), files.get(id)];
      if (upload && waiting) void compare(id, waiting, upload);
    },
    /** The film is sent even though the server seems to have it. */
    sendAnyway(id: string) {
      stop(id, "declined");
      again(id, { type: "cleared", id });
    },
    pause(id: string) {
      const upload = found(id);
      if (!upload) return;
      if (isRunning(upload)) stop(id, "paused");
      else tell({ type: "paused", id });
    },
    /** Goes on after a pause or a failure, from where the server stands. */
    resume: (id: string) => again(id, { type: "continued", id }),
    cancel(id: string) {
      const upload = found(id);
      if (!upload) return;
      if (isRunning(upload) || isLookedUp(upload)) stop(id, "cancelled");
      else void remove(id);
    },
  };
}
