import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { applyEvent } from "@/features/jobs";
import {
  copy,
  job,
  MATROSKA,
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

describe("the four states of the desk", () => {
  it("loading is said", () => {
    serve([]);
    renderPage(<Desk />);
    expect(screen.getByRole("status", { name: "Loading your films" })).toBeTruthy();
  });

  it("empty says what to do", async () => {
    serve([]);
    renderPage(<Desk />);
    expect(await screen.findByRole("heading", { name: "Nothing on your desk yet" })).toBeTruthy();
  });

  it("an error says what happened and offers the next step", async () => {
    let down = true;
    serve([ready], ({ path }) =>
      down && path.startsWith("/api/jobs/") ? answer({ code: "internal_error" }, 500) : undefined,
    );
    renderPage(<Desk />);
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("The server made a mistake.");
    down = false;
    await userEvent.click(within(alert).getByRole("button", { name: "Try again" }));
    expect(await card("Amélie.mkv")).toBeTruthy();
  });

  it("content: the plan in plain words and what becomes of each track", async () => {
    serve([ready]);
    renderPage(<Desk />);
    const amelie = await card("Amélie.mkv");
    await expect
      .poll(() => amelie.textContent)
      .toContain(
        "The picture is fine as it is. Only the sound changes: your Chromecast can’t play DTS. The subtitles come along.",
      );
    const lines = screen.getAllByRole("listitem").map((line) => line.textContent);
    expect(lines).toContain("DTS 5.1 FrenchconvertAAC stereo French");
  });
});

describe("in German", () => {
  it("a reason after a colon begins with a capital", async () => {
    serve([ready]);
    renderPage(<Desk />, "de");
    const amelie = await card("Amélie.mkv");
    await expect
      .poll(() => amelie.textContent)
      .toContain("Nur der Ton ändert sich: Dein Chromecast kann DTS nicht abspielen.");
  });
});

describe("a film that is ready", () => {
  it("is started by its button and shows the new state at once", async () => {
    const requests = serve([ready], ({ method }) =>
      method === "POST" ? answer({ ...ready, status: "queued", position: 1, seq: 2 }, 202) : undefined,
    );
    renderPage(<Desk />);
    await userEvent.click(await screen.findByRole("button", { name: "Convert" }));
    expect(await screen.findByText("Next in line")).toBeTruthy();
    expect(requests.filter((each) => each.method === "POST").map((each) => each.path)).toEqual([
      "/api/jobs/amelie/start/",
    ]);
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

describe("a film in work", () => {
  it("moves with the events and reads its value aloud", async () => {
    const running = job({ status: "processing", progress: 20, seq: 5, streams, plan: soundOnly });
    serve([running]);
    const { client } = renderPage(<Desk />);
    await card("Amélie.mkv");
    const progress = { ...running, progress: 63.4, speed: 2.4, eta_seconds: 480, seq: 6 };
    applyEvent(client, { type: "job.progress", seq: 6, job: progress });
    const bar = screen.getByRole("progressbar", { name: "Conversion of Amélie.mkv" });
    await expect.poll(() => bar.getAttribute("aria-valuenow")).toBe("63");
    const text = (await card("Amélie.mkv")).textContent;
    expect(text).toContain("DTS 5.1 becomes AAC stereo");
    expect(text).toContain("2.4× real time");
    expect(text).toContain("8 min left");
  });
});

describe("a film that is done", () => {
  const film = {
    id: "o",
    kind: "video" as const,
    name: "Amélie.cast.mp4",
    size: 2_100_000_000,
    content_type: "video/mp4",
    language: null,
    forced: false,
    hearing_impaired: false,
    title: null,
    url: "/api/jobs/amelie/download/",
  };
  const done = job({
    status: "completed",
    outcome: "converted",
    streams,
    plan: soundOnly,
    input_size: 6_800_000_000,
    output_size: film.size,
    completed_at: new Date().toISOString(),
    outputs: [
      film,
      {
        ...film,
        id: "s",
        kind: "subtitle",
        name: "Amélie.cast.fr.vtt",
        language: "fr",
        forced: true,
        url: "/s/",
      },
    ],
  });

  it("can be downloaded, and its subtitles too", async () => {
    serve([done]);
    renderPage(<Desk />);
    expect((await screen.findByRole("link", { name: "Download" })).getAttribute("href")).toBe(film.url);
    await userEvent.click(screen.getByRole("button", { name: "Subtitles" }));
    expect((await screen.findByRole("menuitem", { name: /French, forced/ })).getAttribute("href")).toBe(
      "/s/",
    );
  });

  it("plays in the page, with its subtitles", async () => {
    serve([done]);
    renderPage(<Desk />);
    await userEvent.click(await screen.findByRole("button", { name: "Play here" }));
    const player = (await screen.findByRole("dialog")).querySelector("video");
    expect(player?.getAttribute("src")).toBe("/api/jobs/amelie/download/?inline=1");
    expect(player?.querySelector("track")?.getAttribute("label")).toBe("French, forced");
  });

  it("is removed only after a question", async () => {
    const requests = serve([done], ({ method }) =>
      method === "DELETE" ? new Response(null, { status: 204 }) : undefined,
    );
    renderPage(<Desk />);
    await userEvent.click(await screen.findByRole("button", { name: "Remove Amélie.mkv" }));
    expect(requests.some((each) => each.method === "DELETE")).toBe(false);
    await userEvent.click(await screen.findByRole("button", { name: "Remove" }));
    expect(await screen.findByRole("heading", { name: "Nothing on your desk yet" })).toBeTruthy();
  });
});

describe("a film that failed", () => {
  it("says what happened and what to do, with the detail folded away", async () => {
    const error = { code: "ffmpeg_failed" as const, message: "x", hint: "y", detail: "Invalid data found" };
    serve([job({ status: "failed", error, created_at: new Date().toISOString() })]);
    renderPage(<Desk />);
    const text = (await card("Amélie.mkv")).textContent;
    expect(text).toContain("The conversion broke off.");
    expect(text).toContain("Your file is unchanged");
    expect(screen.getByText(/Invalid data found/).closest("details")?.open).toBe(false);
  });

  it("with a code that this page does not know, the server's own words stand", async () => {
    const error = {
      code: "brand_new" as "stalled",
      message: "The moon is full.",
      hint: "Wait.",
      detail: null,
    };
    serve([job({ status: "failed", error, created_at: new Date().toISOString() })]);
    renderPage(<Desk />);
    expect((await card("Amélie.mkv")).textContent).toContain("The moon is full. Wait.");
  });
});

it("a reason that this page does not know still makes a sentence", async () => {
  const strange = reason("brand_new" as "interlaced");
  serve([job({ streams: [sound(1)], plan: plan("transcode", [newSound(sound(1), strange)]) })]);
  renderPage(<Desk />);
  expect((await card("Amélie.mkv")).textContent).toContain("The device needs it (brand_new).");
});
