import { answerOf, api } from "@/lib/api";
import { lookAt, uploadUrl } from "./arrived";

type Sought = { size: number; fingerprint: string; taken: readonly string[] };

/** The address of an upload of the same film that stopped earlier, in whatever browser; null when there is none.
 * `taken`: the jobs that this page sends already. */
export async function unfinishedUpload({ size, fingerprint, taken }: Sought): Promise<string | null> {
  const query = { status: "uploading", page_size: 100 };
  const page = await answerOf(api.GET("/api/jobs/", { params: { query } }));
  const alike = page.results.filter((job) => job.input_size === size && !taken.includes(job.id));
  for (const job of alike) {
    const arrived = await lookAt(job.id);
    if (arrived?.fingerprint === fingerprint) return uploadUrl(job.id);
  }
  return null;
}
