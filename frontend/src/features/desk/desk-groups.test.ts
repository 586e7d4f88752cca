import { expect, it } from "vitest";
import { job } from "@/testing/films";
import { deskGroups } from "./desk-groups";

it("the desk: what waits for the user, what is at work, what waits for its turn, what is finished", () => {
  const groups = deskGroups([
    job({ id: "done", status: "completed" }),
    job({ id: "held", status: "paused", started_at: "2026-11-22T20:00:00Z" }),
    job({ id: "second", status: "queued", position: 2 }),
    job({ id: "next", status: "queued", position: 1 }),
    job({ id: "later", status: "processing", started_at: "2026-11-22T21:00:00Z" }),
    job({ id: "earlier", status: "verifying", started_at: "2026-11-22T20:30:00Z" }),
    job({ id: "ready", status: "ready" }),
    job({ id: "looked at", status: "analyzing" }),
    job({ id: "stopped", status: "cancelled" }),
  ]);
  const ids = Object.entries(groups).map(([name, jobs]) => [name, jobs.map((each) => each.id)]);
  expect(Object.fromEntries(ids)).toEqual({
    open: ["ready", "looked at"],
    working: ["earlier", "later", "held"],
    line: ["next", "second"],
    ended: ["done", "stopped"],
  });
});
