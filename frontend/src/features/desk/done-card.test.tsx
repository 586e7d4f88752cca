import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { copy, job, newSound, picture, plan, sidecar, sound, subtitle } from "@/testing/films";
import { answer, renderPage, serve } from "@/testing/page";
import { Desk } from "./desk";

const streams = [picture(0), sound(1), subtitle(2)];
const soundOnly = plan("transcode", [copy(picture(0)), newSound(sound(1)), sidecar(subtitle(2))]);

const card = (name: string) => screen.findByRole("article", { name });

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
