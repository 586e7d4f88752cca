import { Problem, problemFromBody, send, unreachable } from "@/lib/api";

export const UPLOADS = "/api/uploads/";

/** What the server has of an upload, in bytes. */
export type Arrived = { offset: number; length: number; fingerprint: string | null };

export const uploadUrl = (jobId: string) => `${UPLOADS}${jobId}/`;

/** The last component of an upload's address. */
export const jobIdOf = (url: string) => url.split("/").filter(Boolean).at(-1) ?? "";

async function ask(method: "HEAD" | "DELETE", jobId: string): Promise<Response> {
  const address = new URL(uploadUrl(jobId), window.location.href);
  const request = new Request(address, { method, headers: { "Tus-Resumable": "1.0.0" } });
  return send(request).catch(() => {
    throw unreachable();
  });
}

/** The value of `fingerprint` among `name base64, name base64`: plain ASCII. */
function fingerprintIn(metadata: string): string | null {
  const pairs = metadata.split(",").map((pair) => pair.trim().split(" "));
  const found = pairs.find(([name]) => name === "fingerprint")?.[1];
  return found === undefined ? null : atob(found);
}

/** Null for what the server does not know as an upload that can be taken up. */
export async function lookAt(jobId: string): Promise<Arrived | null> {
  const { ok, status, headers } = await ask("HEAD", jobId);
  if (!ok && status !== 404) throw problemFromBody(null, status);
  const offset = headers.get("Upload-Offset");
  if (!ok || offset === null) return null;
  const fingerprint = fingerprintIn(headers.get("Upload-Metadata") ?? "");
  return { offset: Number(offset), length: Number(headers.get("Upload-Length")), fingerprint };
}

/** Leaves nothing of an upload at the server. One that is gone already, or whole by now, is no failure. */
export async function giveUp(jobId: string): Promise<"gone" | "whole"> {
  const { ok, status } = await ask("DELETE", jobId);
  if (status === 409) return "whole";
  if (ok || status === 404) return "gone";
  throw status >= 500 ? problemFromBody(null, status) : new Problem("unexpected_answer", `HTTP ${status}`);
}
