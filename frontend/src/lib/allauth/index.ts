export { allauth, Refused, type Said } from "./client";
export { canUsePasskeys, isDismissed, makePasskey, provePasskey } from "./passkeys";
export type * from "./types";
