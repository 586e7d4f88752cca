import type { DetailedError } from "tus-js-client";
import { Problem, problemFromBody, unreachable } from "@/lib/api";
import { UPLOADS } from "./arrived";
import { adapted } from "./chunk-size";

export type Stretch = {
  file: File;
  /** Null: a new upload. */
  url: string | null;
  metadata: Record<string, string>;
  /** In bytes: of the first chunk, and of any. */
  chunkSize: number;
  largest: number;
  signal: AbortSignal;
  onUrl: (url: string) => void;
  onProgress: (sent: number) => void;
  /** The server said that so many bytes are there. */
  onThere: (bytes: number) => void;
  onChunkSize: (bytes: number) => void;
};

const SILENT_MS = 60_000;

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null; // a proxy's own page
    throw error;
  }
}

function problemOf(error: Error | DetailedError): Problem {
  if (!("originalRequest" in error)) return new Problem("unexpected_answer", error.message);
  const answer = error.originalResponse;
  return answer ? problemFromBody(bodyOf(answer.getBody()), answer.getStatus()) : unreachable();
}

/** Loaded with the first film: most visits send none. */
async function loadTus() {
  return import("tus-js-client").catch(() => {
    throw unreachable();
  });
}

/** Calls `onSilence` when `heard` was not called for a minute: a connection that died unseen. */
function watchdog(onSilence: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => clearTimeout(timer);
  const heard = () => {
    end();
    timer = setTimeout(onSilence, SILENT_MS);
  };
  return { heard, end };
}

/** One unbroken stretch of an upload: from where the server stands to the end. Rejects with the `Problem` that broke
 * it, or the reason of `signal`; a new upload is not left before its address is known, so that it can be removed. */
export async function sendStretch(stretch: Stretch): Promise<void> {
  const { file, url, signal, metadata, chunkSize, largest } = stretch;
  const { Upload } = await loadTus();
  let chunkBegan = performance.now();
  await new Promise<void>((resolve, reject) => {
    const watched = watchdog(() => end(unreachable()));
    function end(reason: unknown) {
      watched.end();
      void upload.abort();
      reject(reason);
    }
    function stop() {
      if (upload.url !== null) end(signal.reason);
    }
    let isFirst = true;
    const upload = new Upload(file, {
      ...(url ? { uploadUrl: url } : { endpoint: new URL(UPLOADS, window.location.href).href }),
      metadata,
      chunkSize,
      retryDelays: null,
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => {
        if (upload.url !== null) stretch.onUrl(upload.url);
        if (signal.aborted) stop();
      },
      onProgress: (sent) => {
        if (isFirst) stretch.onThere(sent);
        isFirst = false;
        stretch.onProgress(sent);
        // The server may take its time with a whole film.
        if (sent < file.size) watched.heard();
        else watched.end();
      },
      onChunkComplete: (_, there) => {
        const now = performance.now();
        upload.options.chunkSize = adapted(upload.options.chunkSize ?? chunkSize, now - chunkBegan, largest);
        chunkBegan = now;
        stretch.onChunkSize(upload.options.chunkSize);
        stretch.onThere(there);
      },
      onSuccess: () => {
        watched.end();
        resolve();
      },
      onError: (error) => {
        watched.end();
        reject(signal.aborted ? signal.reason : problemOf(error));
      },
    });
    signal.addEventListener("abort", stop, { once: true });
    watched.heard();
    upload.start();
  });
}
