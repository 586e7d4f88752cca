// Uploads a file as browsers do: node tus_client.mjs FRONTEND URL FILE PARALLEL CHUNK. Prints the upload's address.
import { createReadStream, statSync } from "node:fs";
import { createRequire } from "node:module";

const [frontend, endpoint, path, parallel, chunk] = process.argv.slice(2);
const tus = createRequire(`${frontend}/package.json`)("tus-js-client");
const parallelUploads = Number(parallel);

const upload = new tus.Upload(createReadStream(path), {
  endpoint,
  parallelUploads,
  ...(parallelUploads > 1 ? {} : { uploadSize: statSync(path).size }),
  chunkSize: Number(chunk),
  retryDelays: [0, 200, 500, 1000, 1000, 2000, 2000, 3000],
  metadata: { filename: "film.mkv", start: "false" },
  onError: (error) => {
    console.error(String(error));
    process.exitCode = 1;
  },
  onSuccess: () => console.log(upload.url),
});
upload.start();
