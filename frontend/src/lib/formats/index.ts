export { formatClock } from "./formats";
export { type Formats, useFormats } from "./use-formats";
