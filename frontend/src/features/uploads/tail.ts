import { asProblem, problemFromBody, send } from "@/lib/api";

/** `from`: where in the film its end begins, in bytes; `url`: of its upload. */
type Tail = { file: File; from: number; url: string; signal: AbortSignal };

/** Sends the end of a film by itself, so that the server can look at it. The film comes whole and in order all the
 * same. Rejects with the `Problem`, or with the reason of `signal`. */
export async function sendTail({ file, from, url, signal }: Tail): Promise<void> {
  const address = new URL("tail/", new URL(url, window.location.href));
  const headers = {
    "Tus-Resumable": "1.0.0",
    "Upload-Offset": String(from),
    "Content-Type": "application/offset+octet-stream",
  };
  const request = new Request(address, { method: "PUT", headers, body: file.slice(from), signal });
  const { ok, status } = await send(request).catch((error: unknown) => {
    signal.throwIfAborted();
    throw asProblem(error);
  });
  if (!ok) throw problemFromBody(null, status);
}
