"use client";

import { useEffect } from "react";
import { canOfferPasskeys, offerPasskeys, Refused } from "@/lib/allauth";
import { useStep } from "./steps";

/** Offers this browser's passkeys among the addresses that it fills in, but for while something else `isBusy`. Whoever
 * chooses one is in. Returns what the server refused, if it did; null: nothing. */
export function usePasskeyOffer(isBusy: boolean): Refused | null {
  const { mutate, error } = useStep(offerPasskeys);
  useEffect(() => {
    if (isBusy) return;
    const end = new AbortController();
    void canOfferPasskeys().then((can) => can && !end.signal.aborted && mutate(end.signal));
    return () => end.abort();
  }, [isBusy, mutate]);
  return error instanceof Refused ? error : null;
}
