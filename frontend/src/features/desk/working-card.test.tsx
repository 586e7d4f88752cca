import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { applyEvent } from "@/features/jobs";
import { copy, job, newSound, picture, plan, sidecar, sound, subtitle } from "@/testing/films";
import { answer, renderPage, serve } from "@/testing/page";
import { Desk } from "./desk";

const streams = [picture(0), sound(1), subtitle(2)];
const soundOnly = plan("transcode", [copy(picture(0)), newSound(sound(1)), sidecar(subtitle(2))]);

const card = (name: string) => screen.findByRole("article", { name });

describe("a film in work", () => {
  it("moves with the events and reads its value aloud", async () => {
    const running = job({ status: "processing", progress: 20, seq: 5, streams, plan: soundOnly });
    serve([running]);
    const { client } = renderPage(<Desk />);
    await card("Amélie.mkv");
    const { id, status, stage, fps } = running;
    const progress = { id, status, stage, fps, progress: 63.4, speed: 2.4, eta_seconds: 480, seq: 6 };
    applyEvent(client, { type: "job.progress", seq: 6, job: progress });
    const bar = screen.getByRole("progressbar", { name: "Conversion of Amélie.mkv" });
    await expect.poll(() => bar.getAttribute("aria-valuenow")).toBe("63");
    const text = (await card("Amélie.mkv")).textContent;
    expect(text).toContain("DTS 5.1 becomes AAC stereo");
    expect(text).toContain("2.4× real time");
    expect(text).toContain("8 min left");
  });

  it.each([
    [1.2, "1 picture/s"],
    [24.6, "25 pictures/s"],
  ])("that makes %s pictures a second says %s", async (fps, said) => {
    serve([job({ status: "processing", fps, streams, plan: soundOnly })]);
    renderPage(<Desk />);
    const facts = [...(await card("Amélie.mkv")).querySelectorAll("span, li")].map(
      (each) => each.textContent,
    );
    expect(facts).toContain(said);
  });
});

describe("a film that is held", () => {
  const running = job({
    status: "processing",
    progress: 37.4,
    started_at: "2026-11-22T20:01:00Z",
    seq: 5,
    streams,
    plan: soundOnly,
  });

  it("is paused at its work, keeps its progress, and goes on", async () => {
    const requests = serve([running], ({ path }) => {
      if (path.endsWith("/pause/")) return answer({ ...running, status: "paused", seq: 6 }, 202);
      if (path.endsWith("/resume/"))
        return answer({ ...running, status: "queued", position: 1, seq: 7 }, 202);
      return undefined;
    });
    renderPage(<Desk />);
    await userEvent.click(await screen.findByRole("button", { name: "Pause" }));
    const text = () => screen.getByRole("article", { name: "Amélie.mkv" }).textContent;
    await expect.poll(text).toContain("Paused at 37%. What is done is kept.");
    expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("37");
    await userEvent.click(screen.getByRole("button", { name: "Resume" }));
    await expect.poll(text).toContain("Next in line");
    expect(requests.filter((each) => each.method === "POST").map((each) => each.path)).toEqual([
      "/api/jobs/amelie/pause/",
      "/api/jobs/amelie/resume/",
    ]);
  });

  it("in the first seconds of its work is not said to wait", async () => {
    serve([{ ...running, status: "paused", progress: 0 }]);
    renderPage(<Desk />);
    expect((await card("Amélie.mkv")).textContent).toContain("Paused at 0%.");
  });

  it("before it began has no bar to show", async () => {
    serve([job({ status: "paused" })]);
    renderPage(<Desk />);
    expect((await card("Amélie.mkv")).textContent).toContain("Paused before it began.");
    expect(screen.queryByRole("progressbar")).toBeNull();
  });
});
