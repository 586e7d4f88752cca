import { expect, it, vi } from "vitest";
import { changingSession, onSignedOut, tellSignedOut } from "./signed-out";

it("what is heard while the session changes is told when it has changed", async () => {
  const told = vi.fn();
  const stop = onSignedOut(told);
  let finish = () => {};
  const change = changingSession(
    () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      }),
  );
  tellSignedOut();
  tellSignedOut();
  expect(told).not.toHaveBeenCalled();
  finish();
  await change;
  expect(told).toHaveBeenCalledTimes(1);
  await expect(changingSession(() => Promise.reject(new Error("refused")))).rejects.toThrow("refused");
  expect(told).toHaveBeenCalledTimes(1);
  tellSignedOut();
  expect(told).toHaveBeenCalledTimes(2);
  stop();
});
