export { ConfirmSheet } from "./confirm-sheet";
export { DetailsSheet } from "./details-sheet";
export { extrasOf, filmOf } from "./outputs";
export { PlayerSheet } from "./player-sheet";
export { Still } from "./still";
export { useOutputLabel } from "./use-output-label";
export { WarningList } from "./warning-list";
