import { type Job, Problem, problemFromBody, unreachable } from "@/lib/api";

type Sending = {
  file: File;
  device: string;
  onProgress: (sent: number) => void;
  signal: AbortSignal;
};

function bodyOf(xhr: XMLHttpRequest): unknown {
  try {
    return JSON.parse(xhr.responseText);
  } catch (error) {
    if (error instanceof SyntaxError) return null; // a proxy's own page
    throw error;
  }
}

function form({ file, device }: Sending): FormData {
  const data = new FormData();
  // Fields before the file: the server knows them when the first byte of the film arrives.
  data.append("device", device);
  data.append("start", "false");
  data.append("file", file, file.name);
  return data;
}

/** Sends one film. XMLHttpRequest because fetch tells nothing about the progress of what it sends. */
export function sendFile(sending: Sending): Promise<Job> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open("POST", "/api/upload/");
    xhr.setRequestHeader("Accept", "application/json");
    xhr.upload.onprogress = (event) => sending.onProgress(Math.min(event.loaded, sending.file.size));
    xhr.onload = () =>
      xhr.status === 201 ? resolve(bodyOf(xhr) as Job) : reject(problemFromBody(bodyOf(xhr), xhr.status));
    xhr.onerror = () => reject(unreachable());
    xhr.onabort = () => reject(new Problem("cancelled", "The upload was cancelled."));
    sending.signal.addEventListener("abort", () => xhr.abort());
    xhr.send(form(sending));
  });
}
