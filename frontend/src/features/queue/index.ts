export { QueueControls } from "./queue-controls";
export { QueueNotice } from "./queue-notice";
export { StartLater } from "./start-later";
export { WaitingLine } from "./waiting-line";
