import { digestOf } from "./digest";

/** Sums up one film beside the page, which stays quick meanwhile. */
self.onmessage = async ({ data: film }: MessageEvent<File>) => {
  try {
    self.postMessage({ digest: await digestOf(film, (progress) => self.postMessage({ progress })) });
  } catch (error) {
    self.postMessage({ failed: error instanceof Error ? error.message : String(error) });
  }
};

/** What it says: how far it is (0 to 1), then the SHA-256 as hex or why there is none. */
export type Said = { progress: number } | { digest: string } | { failed: string };
