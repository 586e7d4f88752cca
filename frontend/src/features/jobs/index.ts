export { applyEvent } from "./apply-event";
export { useJobBook } from "./desk-query";
export { useHistory } from "./history-query";
export { lineOf, moveBetween } from "./line";
export { useConnection, useLiveJobs } from "./live";
export {
  useCancelJob,
  useCancelJobs,
  useChangeJob,
  useDeleteJob,
  useDeleteJobs,
  useJobAgain,
  useMoveJob,
  usePauseJob,
  useResumeJob,
  useRetryJob,
  useRetryJobs,
  useStartJob,
  useStartJobs,
} from "./mutations";
export { useChangeQueue, useQueue, useWatchedQueue } from "./queue-query";
export { CONVERTING, IN_QUEUE, isFinished, UNFINISHED } from "./states";
