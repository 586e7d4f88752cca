export { Profile } from "./profile";
export { SheetForm } from "./sheet-form";
export { ShownOnceSheet } from "./shown-once-sheet";
