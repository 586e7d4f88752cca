import { answerOf, api, asProblem, type Job, Problem } from "@/lib/api";
import { backoff } from "@/lib/socket/backoff";
import { jobIdOf } from "./arrived";
import { FIRST, LARGEST } from "./chunk-size";
import { fingerprintOf } from "./fingerprint";
import { lateIndex } from "./late-index";
import { sendStretch } from "./stretch";
import { sendTail } from "./tail";
import { type Cause, stepAfter } from "./trouble";
import { unfinishedUpload } from "./unfinished";
import { wake } from "./wake";
import type { Wishes } from "./wishes";

export type Sending = {
  file: File;
  wishes: Wishes;
  /** Where it was begun; null when this page knows of no beginning. */
  url: string | null;
  /** The jobs that this page sends already. */
  taken: () => readonly string[];
  onUrl: (url: string) => void;
  onProgress: (sent: number) => void;
  onKeptBack: () => void;
  onHeld: (cause: Cause) => void;
  signal: AbortSignal;
};

/** How far an upload is, and what it learnt of its way. */
type Course = {
  url: string | null;
  there: number;
  amidChunk: boolean;
  chunkSize: number;
  largest: number;
  tries: number;
  cuts: number;
  /** The end went ahead, or need not. */
  tailWent: boolean;
};

async function marked(file: File): Promise<string> {
  return fingerprintOf(file).catch((error: unknown) => {
    if (error instanceof DOMException) throw new Problem("file_unreadable", error.message);
    throw error;
  });
}

async function jobAt(url: string): Promise<Job> {
  return answerOf(api.GET("/api/jobs/{job_id}/", { params: { path: { job_id: jobIdOf(url) } } }));
}

/** The end of a film goes ahead of the rest when its index stands there, unless an earlier visit has sent it. */
async function sendAhead({ file, signal }: Sending, url: string, isNew: boolean): Promise<void> {
  const from = await lateIndex(file);
  if (from === null || (!isNew && (await jobAt(url)).streams !== null)) return;
  await sendTail({ file, from, url, signal });
}

/** Beside the first pieces. What goes wrong with it costs the early look at the film, nothing of the film: it is tried
 * again with the next stretch, unless the server said no. */
function startAhead(sending: Sending, course: Course, url: string, isNew: boolean): void {
  if (course.tailWent) return;
  course.tailWent = true;
  sendAhead(sending, url, isNew).catch((error: unknown) => {
    const { status } = asProblem(error);
    course.tailWent = status !== null && status < 500;
  });
}

const metadataOf = (file: File, { device, start }: Wishes, fingerprint: string) => ({
  filename: file.name,
  device,
  start: String(start),
  fingerprint,
});

async function go(sending: Sending, course: Course, fingerprint: string): Promise<Job> {
  const { file, wishes, signal } = sending;
  course.amidChunk = false;
  course.url ??= await unfinishedUpload({ size: file.size, fingerprint, taken: sending.taken() });
  const isNew = course.url === null;
  await sendStretch({
    file,
    url: course.url,
    metadata: metadataOf(file, wishes, fingerprint),
    chunkSize: course.chunkSize,
    largest: course.largest,
    signal,
    onUrl: (url) => {
      course.url = url;
      sending.onUrl(url);
      startAhead(sending, course, url, isNew);
    },
    onProgress: sending.onProgress,
    onKeptBack: sending.onKeptBack,
    onThere: (bytes) => {
      course.amidChunk = true;
      if (bytes > course.there) Object.assign(course, { tries: 0, cuts: 0 });
      course.there = bytes;
    },
    onChunkSize: (bytes) => {
      course.chunkSize = bytes;
    },
  });
  course.amidChunk = false;
  return jobAt(course.url ?? "");
}

/** The film as a job of its own, where the server has made up its mind before all of it had come. */
async function endedEarly(url: string | null): Promise<Job | null> {
  if (url === null) return null;
  const job = await jobAt(url).catch(() => null); // what broke the upload off is told instead
  return job === null || job.status === "uploading" ? null : job;
}

/** Waits as long as the break asks for; throws what no waiting mends. Answers the job where there is nothing left to
 * send. */
async function mend(error: unknown, sending: Sending, course: Course): Promise<Job | null> {
  const problem = asProblem(error);
  await marked(sending.file); // one that was moved or unplugged breaks off just as the network does
  const step = stepAfter({ ...course, problem });
  if (step.step === "fail") {
    const job = await endedEarly(course.url);
    if (job) return job;
    throw step.problem;
  }
  const wait = backoff(course.tries, Math.random());
  course.tries += 1;
  if (course.amidChunk && problem.status === null && navigator.onLine) course.cuts += 1;
  if (step.step === "smaller") {
    Object.assign(course, { chunkSize: step.chunkSize, largest: step.chunkSize, cuts: 0 });
    return null;
  }
  sending.onHeld(step.cause);
  await wake(wait, sending.signal);
  return null;
}

/** Sends one film to its end, however often the way breaks; goes on where an earlier visit stopped. Rejects with the
 * `Problem` that waiting does not mend, or with the reason of `signal`. */
export async function sendFile(sending: Sending): Promise<Job> {
  const { file, signal } = sending;
  const fingerprint = await marked(file);
  const fresh = { there: 0, amidChunk: false, chunkSize: FIRST, largest: LARGEST, tries: 0, cuts: 0 };
  const course: Course = { url: sending.url, tailWent: false, ...fresh };
  for (;;) {
    try {
      signal.throwIfAborted();
      return await go(sending, course, fingerprint);
    } catch (error) {
      signal.throwIfAborted();
      const job = await mend(error, sending, course);
      if (job) return job;
    }
  }
}
