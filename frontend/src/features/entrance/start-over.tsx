"use client";

import { useStartOver } from "./steps";
import { TextButton } from "./text-button";

/** Back to the first question. */
export function StartOver({ children }: { children: string }) {
  const startOver = useStartOver();
  return <TextButton onClick={() => startOver.mutate(undefined)}>{children}</TextButton>;
}
