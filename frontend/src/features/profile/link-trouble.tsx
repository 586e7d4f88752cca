"use client";

import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { useEntranceWords } from "@/features/entrance";

const never = () => () => {};
const errorOfAddress = () => new URLSearchParams(window.location.search).get("error");

/** What brought somebody back from a provider with empty hands. */
export function LinkTrouble() {
  const words = useEntranceWords();
  const unknown = useTranslations("entrance.errors")("unknown");
  const code = useSyncExternalStore(never, errorOfAddress, () => null);
  if (code === null) return null;
  return (
    <p role="alert" className="mb-4 rounded-md bg-bad-soft px-4 py-3 text-sm text-pretty">
      {words.ofError({ code, message: unknown })}
    </p>
  );
}
