import type { DetailedError } from "tus-js-client";
import { Problem, problemFromBody, tellSignedOut, unreachable } from "@/lib/api";
import { csrfHeaders } from "@/lib/browser/csrf";
import { jobIdOf, lookAt, UPLOADS } from "./arrived";
import { pieceWatch } from "./buffering";
import { adapted } from "./chunk-size";
import { watchdog } from "./watchdog";

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
  /** Something on the way keeps whole pieces back before it passes them on. */
  onKeptBack: () => void;
  /** The server said that so many bytes are there. */
  onThere: (bytes: number) => void;
  onChunkSize: (bytes: number) => void;
};

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

/** How many bytes the server has of an upload; null when it can't be told now. */
async function offsetAt(url: string | null): Promise<number | null> {
  if (url === null) return null;
  const arrived = await lookAt(jobIdOf(url)).catch(() => null);
  return arrived?.offset ?? null;
}

/** One unbroken stretch of an upload: from where the server stands to the end. Rejects with the `Problem` that broke
 * it, or the reason of `signal`; a new upload is not left before its address is known, so that it can be removed. */
export async function sendStretch(stretch: Stretch): Promise<void> {
  const { file, url, signal, metadata, chunkSize, largest } = stretch;
  const { Upload } = await loadTus();
  let chunkBegan = performance.now();
  await new Promise<void>((resolve, reject) => {
    const watched = watchdog(() => end(unreachable()));
    const pieces = pieceWatch({ look: () => offsetAt(upload.url), onKeptBack: stretch.onKeptBack });
    function rest() {
      watched.end();
      pieces.ends();
    }
    function end(reason: unknown) {
      rest();
      void upload.abort();
      reject(reason);
    }
    function stop() {
      if (upload.url !== null) end(signal.reason);
    }
    function there(bytes: number) {
      pieces.begins(bytes);
      stretch.onThere(bytes);
    }
    let isFirst = true;
    const upload = new Upload(file, {
      ...(url ? { uploadUrl: url } : { endpoint: new URL(UPLOADS, window.location.href).href }),
      metadata,
      chunkSize,
      retryDelays: null,
      storeFingerprintForResuming: false,
      // Asked for each request: signing in anew changes it.
      onBeforeRequest: (request) => {
        for (const [name, value] of Object.entries(csrfHeaders(request.getMethod())))
          request.setHeader(name, value);
      },
      onAfterResponse: (_, response) => {
        if (response.getStatus() === 401) tellSignedOut();
      },
      onUploadUrlAvailable: () => {
        if (upload.url !== null) stretch.onUrl(upload.url);
        if (signal.aborted) stop();
      },
      onProgress: (sent) => {
        if (isFirst) there(sent);
        isFirst = false;
        pieces.moves(sent);
        stretch.onProgress(sent);
        // The server may take its time with a whole film.
        if (sent < file.size) watched.heard();
        else watched.end();
      },
      onChunkComplete: (_, bytes) => {
        const now = performance.now();
        upload.options.chunkSize = adapted(upload.options.chunkSize ?? chunkSize, now - chunkBegan, largest);
        chunkBegan = now;
        stretch.onChunkSize(upload.options.chunkSize);
        there(bytes);
      },
      onSuccess: () => {
        rest();
        resolve();
      },
      onError: (error) => {
        rest();
        reject(signal.aborted ? signal.reason : problemOf(error));
      },
    });
    signal.addEventListener("abort", stop, { once: true });
    watched.heard();
    upload.start();
  });
}
