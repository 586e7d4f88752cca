import { csrfHeaders } from "@/lib/browser/csrf";
import { tellSignedOut } from "./signed-out";

/** `fetch` for our own server: with the proof that the page itself asks. */
export async function send(request: Request): Promise<Response> {
  for (const [name, value] of Object.entries(csrfHeaders(request.method))) request.headers.set(name, value);
  const response = await fetch(request);
  if (response.status === 401) tellSignedOut();
  return response;
}
