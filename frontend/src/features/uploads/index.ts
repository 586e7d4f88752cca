export { DropZone } from "./drop-zone";
export type { Upload } from "./queue";
export { cancelUpload, retryUpload, useAcceptedUploads, useLeaveGuard, useUploads } from "./use-uploads";
