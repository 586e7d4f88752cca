export { Logo, Wordmark } from "./logo";
export { PageTitle } from "./page-title";
export { Providers } from "./providers";
export { Shell } from "./shell";
export { THEME_SCRIPT } from "./theme-script";
