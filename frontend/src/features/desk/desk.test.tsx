import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { applyEvent } from "@/features/jobs";
import {
  burnIn,
  copy,
  job,
  MATROSKA,
  newPicture,
  newSound,
  picture,
  plan,
  queue,
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

describe("the queue on the desk", () => {
  it("paused without any film: that stays in sight", async () => {
    serve([], ({ path }) => (path === "/api/queue/" ? answer(queue({ paused: true })) : undefined));
    renderPage(<Desk />);
    expect(await screen.findByRole("button", { name: "Resume the queue" })).toBeTruthy();
  });

  it("follows what others do with it", async () => {
    serve([job({ status: "queued", position: 1 })]);
    const { client } = renderPage(<Desk />);
    await screen.findByRole("button", { name: "Pause the queue" });
    applyEvent(client, { type: "queue.updated", seq: 2, queue: queue({ seq: 2, paused: true }) });
    expect(await screen.findByRole("button", { name: "Resume the queue" })).toBeTruthy();
    applyEvent(client, { type: "queue.updated", seq: 1, queue: queue({ seq: 1 }) });
    expect(screen.queryByRole("button", { name: "Pause the queue" })).toBeNull();
  });

  it("a film that is ready is started for later: first the time, then the start", async () => {
    const requests = serve([ready], ({ method }) =>
      method === "GET" ? undefined : answer({ ...ready, seq: 2 }, method === "POST" ? 202 : 200),
    );
    renderPage(<Desk />);
    await userEvent.click(await screen.findByRole("button", { name: "Start Amélie.mkv later" }));
    const sheet = within(await screen.findByRole("dialog", { name: "Start later" }));
    await userEvent.click(sheet.getByRole("button", { name: "Start then" }));
    await expect
      .poll(() => requests.filter((each) => each.method !== "GET").map((each) => each.path))
      .toEqual(["/api/jobs/amelie/", "/api/jobs/amelie/start/"]);
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

  it("offers its poster beside the subtitles", async () => {
    const poster = { ...film, id: "p", kind: "poster" as const, name: "Amélie.cast.jpg", url: "/p/" };
    serve([{ ...done, outputs: [...done.outputs, poster] }]);
    renderPage(<Desk />);
    await userEvent.click(await screen.findByRole("button", { name: "More files" }));
    expect((await screen.findByRole("menuitem", { name: /Poster/ })).getAttribute("href")).toBe("/p/");
    expect(screen.getAllByRole("menuitem")).toHaveLength(2);
  });

  it("says what was lost, by the track’s kind and language", async () => {
    const warnings = [
      { code: "subtitle_lost" as const, params: { stream: 2, said: "x" } },
      { code: "source_truncated" as const, params: { seconds: 3600, expected: 7351 } },
      { code: "brand_new" as "poster_lost", params: {} },
    ];
    serve([{ ...done, warnings }]);
    renderPage(<Desk />);
    const list = within(await screen.findByRole("region", { name: "Worth knowing" }));
    expect(list.getAllByRole("listitem").map((line) => line.textContent)).toEqual([
      "Subtitles (English): can’t be read and was left out.",
      "The end of your file is missing: the film stops at 1:00:00 instead of 2:02:31.",
      "Something is not quite as it should be (brand_new). The film plays all the same.",
    ]);
  });

  it("is brought to another device without an upload, with the same wishes or without", async () => {
    const wished = { ...done, options: { night_mode: true } };
    const requests = serve([wished], ({ path }) =>
      path.endsWith("/again/")
        ? answer(job({ id: "new", filename: "Amélie again.mkv", status: "pending" }), 201)
        : undefined,
    );
    renderPage(<Desk />);
    for (const keep of [true, false]) {
      await userEvent.click(await screen.findByRole("button", { name: "For another device" }));
      const sheet = within(await screen.findByRole("dialog", { name: "Convert for another device" }));
      await userEvent.click(await sheet.findByRole("radio", { name: /Nest Hub/ }));
      if (!keep) await userEvent.click(sheet.getByRole("switch", { name: /same choices/ }));
      await userEvent.click(sheet.getByRole("button", { name: keep ? "Convert" : "Look first" }));
      await expect.poll(() => screen.queryByRole("dialog")).toBeNull();
    }
    expect(requests.filter((each) => each.method === "POST")).toEqual([
      {
        method: "POST",
        path: "/api/jobs/amelie/again/",
        body: { device: "nest-hub", options: { night_mode: true }, start: true },
      },
      {
        method: "POST",
        path: "/api/jobs/amelie/again/",
        body: { device: "nest-hub", options: {}, start: false },
      },
    ]);
    expect(await card("Amélie again.mkv")).toBeTruthy();
  });

  it("whose original is gone is not offered for another device", async () => {
    serve([{ ...done, source_available: false }]);
    renderPage(<Desk />);
    await card("Amélie.mkv");
    expect(screen.queryByRole("button", { name: "For another device" })).toBeNull();
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
