export { applyEvent } from "./apply-event";
export { useJobBook } from "./desk-query";
export { useHistory } from "./history-query";
export type { HistoryFilter } from "./keys";
export { useConnection, useLiveJobs } from "./live";
export {
  useCancelJob,
  useChangeJob,
  useDeleteJob,
  useDeleteJobs,
  useRetryJob,
  useStartJob,
} from "./mutations";
export { CONVERTING, FINISHED, isFinished, UNFINISHED } from "./states";
