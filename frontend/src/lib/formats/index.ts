export { formatClock } from "./formats";
export { canonicalLanguage } from "./language-names";
export { type Formats, useFormats } from "./use-formats";
