export { OptionsSheet } from "./options-sheet";
