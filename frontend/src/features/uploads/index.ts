export { DropZone } from "./drop-zone";
export type { KnownFilm } from "./known-films";
export type { Upload } from "./queue";
export { useArrived } from "./use-arrived";
export {
  addUploads,
  cancelUpload,
  pauseUpload,
  resumeUpload,
  reuseKnown,
  sendAnyway,
  useFollowedUploads,
  useLeaveGuard,
  useUploads,
} from "./use-uploads";
