// Uploads a film as browsers do, and goes on with it when it is started again:
// node tus_client.mjs FRONTEND URL FILM PARTS PIECE MEMORY. Prints the upload's address.
import { createReadStream, statSync } from "node:fs";
import { createRequire } from "node:module";

const [frontend, endpoint, path, parts, piece, memory] = process.argv.slice(2);
const tus = createRequire(`${frontend}/package.json`)("tus-js-client");
const parallelUploads = Number(parts);

const upload = new tus.Upload(createReadStream(path), {
  endpoint,
  parallelUploads,
  ...(parallelUploads > 1 ? {} : { uploadSize: statSync(path).size }),
  chunkSize: Number(piece),
  retryDelays: [0, 200, 500, 1000, 1000, 2000, 2000, 3000],
  metadata: { filename: "film.mp4", start: "false" },
  urlStorage: new tus.FileUrlStorage(memory),
  onError: (error) => {
    console.error(String(error));
    process.exit(1);
  },
  onSuccess: () => console.log(upload.url),
});
const [former] = await upload.findPreviousUploads();
if (former) upload.resumeFromPreviousUpload(former);
upload.start();
