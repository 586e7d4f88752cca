import { Problem } from "@/lib/api";
import type { Said } from "./digest-worker";

export type Summing = { film: File; onProgress: (fraction: number) => void; signal: AbortSignal };

/** The SHA-256 of a whole film, as hex, by a worker of its own. Rejects with `file_unreadable`, or with the reason of
 * `signal`. */
export function digestBeside({ film, onProgress, signal }: Summing): Promise<string> {
  const worker = new Worker(new URL("./digest-worker.ts", import.meta.url), { type: "module" });
  return new Promise<string>((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    signal.throwIfAborted();
    worker.onerror = ({ message }) => reject(new Problem("unexpected_answer", message));
    worker.onmessage = ({ data }: MessageEvent<Said>) => {
      if ("progress" in data) onProgress(data.progress);
      else if ("digest" in data) resolve(data.digest);
      else reject(new Problem("file_unreadable", data.failed));
    };
    worker.postMessage(film);
  }).finally(() => worker.terminate());
}
