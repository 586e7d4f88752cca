import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import {
  burnIn,
  copy,
  job,
  MATROSKA,
  newPicture,
  newSound,
  picture,
  plan,
  reason,
  sidecar,
  sound,
  subtitle,
} from "@/testing/films";
import { answer, renderPage, serve } from "@/testing/page";
import { Desk } from "./desk";

const streams = [picture(0), sound(1), subtitle(2)];
const soundOnly = plan("transcode", [copy(picture(0)), newSound(sound(1)), sidecar(subtitle(2))]);
const ready = job({ streams, plan: soundOnly, input_size: 8_200_000_000, container: "matroska" });

const card = (name: string) => screen.findByRole("article", { name });

describe("a film that is ready", () => {
  it("is started by its button and shows the new state at once", async () => {
    const requests = serve([ready], ({ method }) =>
      method === "POST" ? answer({ ...ready, status: "queued", position: 1, seq: 2 }, 202) : undefined,
    );
    renderPage(<Desk />);
    await userEvent.click(await screen.findByRole("button", { name: "Convert" }));
    expect(await screen.findByText(/^Next in line/)).toBeTruthy();
    expect(requests.filter((each) => each.method === "POST").map((each) => each.path)).toEqual([
      "/api/jobs/amelie/start/",
    ]);
  });

  it("keeps the focus when it moves on to the queue", async () => {
    serve([ready], ({ method }) =>
      method === "POST" ? answer({ ...ready, status: "queued", position: 1, seq: 2 }, 202) : undefined,
    );
    renderPage(<Desk />);
    (await screen.findByRole("button", { name: "Convert" })).focus();
    await userEvent.keyboard("{Enter}");
    await screen.findByText(/^Next in line/);
    await expect.poll(() => document.activeElement?.getAttribute("aria-label")).toBe("Amélie.mkv");
  });

  it("that plays as it is says so and is not converted", async () => {
    const asIs = plan("as_is", [copy(picture(0)), copy(sound(1))], []);
    serve([job({ streams: streams.slice(0, 2), plan: asIs })]);
    renderPage(<Desk />);
    const text = (await card("Amélie.mkv")).textContent;
    expect(text).toContain("This film plays as it is.");
    expect(screen.getByRole("button", { name: "Use it as it is" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Convert" })).toBeNull();
  });

  it("a refusal is explained beside the button", async () => {
    serve([ready], ({ method }) =>
      method === "POST" ? answer({ code: "conflict", state: "queued" }, 409) : undefined,
    );
    renderPage(<Desk />);
    await userEvent.click(await screen.findByRole("button", { name: "Convert" }));
    expect((await screen.findByRole("alert")).textContent).toContain("That isn’t possible right now.");
  });

  it("several are started together, the oldest first", async () => {
    const requests = serve(
      [ready, job({ ...ready, id: "b", filename: "b.mkv", created_at: "2026-11-22T19:00:00Z" })],
      ({ method }) => (method === "POST" ? answer({ ...ready, status: "queued", seq: 2 }, 202) : undefined),
    );
    renderPage(<Desk />);
    await userEvent.click(await screen.findByRole("button", { name: "Convert all 2" }));
    expect(requests.filter((each) => each.method === "POST").map((each) => each.path)).toEqual([
      "/api/jobs/b/start/",
      "/api/jobs/amelie/start/",
    ]);
  });

  it("other wishes are sent at once and the new plan is shown", async () => {
    const without = plan("transcode", [copy(picture(0)), newSound(sound(1))], [MATROSKA]);
    const requests = serve([ready], ({ method }) =>
      method === "PATCH"
        ? answer({ ...ready, plan: without, options: { no_subtitles: true }, seq: 2 })
        : undefined,
    );
    renderPage(<Desk />);
    await userEvent.click(await screen.findByRole("button", { name: /Tracks and options/ }));
    const sheet = await screen.findByRole("dialog", { name: "Tracks and options" });
    await userEvent.click(within(sheet).getByRole("radio", { name: "None" }));
    expect(requests.at(-1)).toMatchObject({ method: "PATCH", body: { options: { no_subtitles: true } } });
    await expect.poll(() => sheet.textContent).not.toContain("The subtitles come along.");
  });
});

describe("what a conversion will cost", () => {
  it("is told once the server has tried it", async () => {
    serve([{ ...ready, estimate: { seconds: 720, bytes: 1_400_000_000 } }]);
    renderPage(<Desk />);
    const amelie = await card("Amélie.mkv");
    await expect.poll(() => amelie.textContent).toContain("About 12 min · 1.4 GB");
  });

  it("is not guessed before", async () => {
    serve([ready]);
    renderPage(<Desk />);
    expect((await card("Amélie.mkv")).textContent).not.toContain("About");
  });
});

describe("forced subtitles that are pictures", () => {
  const forced = subtitle(2, { codec: "hdmv_pgs_subtitle", form: "bitmap", dispositions: ["forced"] });
  const facts = { streams: [picture(0), sound(1), forced], device: "chromecast-3" };
  const drawn = plan("transcode", [
    newPicture(picture(0), reason("subtitle_drawn", { stream: 2 })),
    newSound(sound(1)),
    burnIn(forced, reason("subtitle_forced")),
  ]);

  it.each([
    [
      "drawn in by themselves, are left out by one press",
      {},
      drawn,
      /Leave the forced/,
      { no_forced_subs: true },
    ],
    ["left out, are drawn in by one press", { no_forced_subs: true }, soundOnly, /Draw the forced/, {}],
  ] as const)("%s", async (_, options, planned, name, wishes) => {
    const film = job({ ...facts, options, plan: planned });
    const requests = serve([film], ({ method }) =>
      method === "PATCH" ? answer({ ...film, seq: 2 }) : undefined,
    );
    renderPage(<Desk />);
    await userEvent.click(await screen.findByRole("button", { name }));
    await expect.poll(() => requests.at(-1)).toMatchObject({ method: "PATCH", body: { options: wishes } });
  });
});
