export { allauth, Refused, type Said } from "./client";
export {
  canOfferPasskeys,
  canUsePasskeys,
  isDismissed,
  makePasskey,
  offerPasskeys,
  provePasskey,
} from "./passkeys";
export type * from "./types";
