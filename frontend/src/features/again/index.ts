export { AgainSheet } from "./again-sheet";
