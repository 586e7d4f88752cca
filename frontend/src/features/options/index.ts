export { OptionsSheet } from "./options-sheet";
export { useForcedDrawing } from "./use-forced-drawing";
