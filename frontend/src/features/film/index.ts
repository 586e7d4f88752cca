export { ConfirmSheet } from "./confirm-sheet";
export { DetailsSheet } from "./details-sheet";
export { filmOf, subtitlesOf } from "./outputs";
export { PlayerSheet } from "./player-sheet";
export { Still } from "./still";
export { useSubtitleLabel } from "./use-subtitle-label";
