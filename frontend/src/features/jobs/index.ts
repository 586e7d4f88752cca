export { applyEvent } from "./apply-event";
export { useJobBook } from "./desk-query";
export { useHistory } from "./history-query";
export { useConnection, useLiveJobs } from "./live";
export {
  useCancelJob,
  useChangeJob,
  useDeleteJob,
  useDeleteJobs,
  useRetryJob,
  useStartJob,
  useStartJobs,
} from "./mutations";
export { CONVERTING, isFinished, UNFINISHED } from "./states";
