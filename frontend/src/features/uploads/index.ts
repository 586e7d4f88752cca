export { DropZone } from "./drop-zone";
export type { Upload } from "./queue";
export { useArrived } from "./use-arrived";
export {
  addUploads,
  cancelUpload,
  pauseUpload,
  resumeUpload,
  useFollowedUploads,
  useLeaveGuard,
  useUploads,
} from "./use-uploads";
