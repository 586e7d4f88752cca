import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { applyEvent } from "@/features/jobs";
import type { Upload } from "@/features/uploads";
import { type Job, Problem } from "@/lib/api";
import { copy, job, newSound, picture, plan, sidecar, sound, subtitle } from "@/testing/films";
import { answer, renderPage, serve } from "@/testing/page";
import { OptionsDoor } from "./options-door";
import { UploadCard } from "./upload-card";

const GIGABYTE = 1_000_000_000;
const STATES = {
  waiting: { step: "waiting" },
  sending: { step: "sending", rate: 50_000_000 },
  held: { step: "held", cause: "network" },
  paused: { step: "paused" },
} as const;

function upload(facts: Partial<Upload> = {}): Upload {
  return {
    id: "u",
    name: "Amélie.mkv",
    size: 10 * GIGABYTE,
    device: "chromecast-3",
    start: false,
    anew: false,
    jobId: "amelie",
    sent: 4 * GIGABYTE,
    keptBack: false,
    state: STATES.sending,
    ...facts,
  };
}

const streams = [picture(0), sound(1), subtitle(2)];
const soundOnly = plan("transcode", [copy(picture(0)), newSound(sound(1)), sidecar(subtitle(2))]);
const plays = plan("as_is", [copy(picture(0)), copy(sound(1))], []);
const onItsWay = job({ status: "uploading", streams, plan: soundOnly, provisional: true, duration: 7351 });

function show(facts: Partial<Upload>, film: Job = job({ status: "uploading" }), locale: "en" | "de" = "en") {
  const requests = serve([film], ({ method, body }) =>
    method === "PATCH" ? answer({ ...film, ...(body as object), seq: film.seq + 1 }) : undefined,
  );
  const page = renderPage(
    <OptionsDoor jobs={[film]}>
      <UploadCard upload={upload(facts)} />
    </OptionsDoor>,
    locale,
  );
  return {
    ...page,
    wished: () => requests.filter((each) => each.method === "PATCH").map((each) => each.body),
  };
}

const card = () => screen.getByRole("article", { name: "Amélie.mkv" });
const text = () => card().textContent;
const buttons = () =>
  within(card())
    .getAllByRole("button")
    .map((button) => button.getAttribute("aria-label") ?? button.textContent);

describe("an upload of which nothing is known yet", () => {
  it.each([
    [
      "waits for its turn",
      { state: STATES.waiting, sent: 0, jobId: null },
      "starts when another",
      ["Remove from the list"],
    ],
    ["is sent", {}, "40% of 10 GB uploaded · 50 MB/s · 2 min left", ["Pause", "Cancel upload"]],
    ["waits for the network", { state: STATES.held }, "The network is gone.", ["Pause", "Cancel upload"]],
    ["is paused", { state: STATES.paused }, "What has arrived is kept", ["Resume", "Cancel upload"]],
  ] as [string, Partial<Upload>, string, string[]][])("%s", (_, facts, says, offers) => {
    show(facts);
    expect(text()).toContain(says);
    expect(buttons()).toEqual(offers);
  });

  it("failed: why, what to do, and a way to try again", () => {
    show({ state: { step: "failed", error: new Problem("upload_proxy_limit", "") } });
    expect(screen.getByRole("alert").textContent).toContain("nginx: client_max_body_size");
    expect(buttons()).toEqual(["Try again", "Remove from the list"]);
  });

  it("a proxy that keeps its pieces back is named, with its remedy", () => {
    show({ keptBack: true });
    expect(text()).toContain("proxy_request_buffering off");
    expect(buttons()).toEqual(["Pause", "Cancel upload"]);
  });
});

describe("an upload that the server has looked into", () => {
  it("shows its tracks and its plan, and that they are not the last word", async () => {
    show({}, onItsWay);
    await expect.poll(text).toContain("Only the sound changes: your Chromecast can’t play DTS.");
    expect(
      within(card())
        .getAllByRole("listitem")
        .map((line) => line.textContent),
    ).toContain("DTS 5.1 FrenchconvertAAC stereo French");
    expect(text()).toContain("Read from what has arrived so far.");
    expect(text()).toContain("2:02:31");
  });

  it("shows what comes to be known while it is sent", async () => {
    const { client } = show({}, { ...onItsWay, plan: null, streams: null });
    await expect.poll(() => client.getQueryData(["jobs", "desk"])).toBeTruthy();
    expect(within(card()).queryAllByRole("listitem")).toEqual([]);
    applyEvent(client, { type: "job.updated", seq: 2, job: { ...onItsWay, seq: 2 } });
    await expect.poll(text).toContain("Only the sound changes");
  });

  it("starts by itself when its user wishes so", async () => {
    const { wished } = show({}, onItsWay);
    const start = await screen.findByRole("switch", { name: "Convert it as soon as it is here" });
    expect(start.getAttribute("aria-checked")).toBe("false");
    await userEvent.click(start);
    await expect.poll(wished).toEqual([{ start_when_ready: true }]);
    await expect.poll(() => start.getAttribute("aria-checked")).toBe("true");
  });

  it("can be planned for another device and other wishes meanwhile", async () => {
    const { wished } = show({}, onItsWay);
    await userEvent.click(await screen.findByRole("button", { name: /Tracks and options/ }));
    const sheet = within(await screen.findByRole("dialog", { name: "Tracks and options" }));
    await userEvent.selectOptions(await sheet.findByRole("combobox", { name: "Device" }), "nest-hub");
    await userEvent.click(sheet.getByRole("radio", { name: "None" }));
    await expect.poll(wished).toEqual([{ device: "nest-hub" }, { options: { no_subtitles: true } }]);
  });

  it("that plays as it is says so, and that nobody has to wait for it", async () => {
    show({}, { ...onItsWay, plan: plays });
    await expect.poll(text).toContain("This film plays as it is.");
    expect(text()).toContain("You don’t have to wait for the upload: the file you have plays as it is.");
    expect(screen.getByRole("switch", { name: "Use it as it is, as soon as it is here" })).toBeTruthy();
  });

  it("tells how far its conversion is that runs meanwhile", async () => {
    show({}, { ...onItsWay, start_when_ready: true, ahead: { progress: 34.2 } });
    await expect.poll(text).toContain("Converting meanwhile: 34%");
    const bars = screen.getAllByRole("progressbar").map((bar) => bar.getAttribute("aria-valuenow"));
    expect(bars).toEqual(["40", "34"]);
  });

  it("speaks German too", async () => {
    show({}, { ...onItsWay, ahead: { progress: 34.2 } }, "de");
    await expect.poll(text).toContain("Wird schon umgewandelt: 34\u00a0%");
    expect(text()).toContain("Gelesen aus dem, was schon angekommen ist.");
  });
});

describe("a film that the server has already", () => {
  const old = { job: "old", filename: "Amélie.mkv", created_at: "2026-11-03T20:00:00Z" };
  const known = (compared: number | null, film = old): Partial<Upload> => ({
    jobId: null,
    sent: 0,
    state: { step: "known", films: [film], compared },
  });

  it("is offered for use again, with the day on which it was sent", () => {
    show(known(null));
    expect(text()).toContain("You sent this film on November 3, 2026. It is still here.");
    expect(buttons()).toEqual(["Use it again", "Upload anyway", "Remove from the list"]);
  });

  it("tells the name that it had then", () => {
    show(known(null, { ...old, filename: "film.mkv" }));
    expect(text()).toContain("on November 3, 2026, as film.mkv.");
  });

  it("is compared first, which can be skipped", () => {
    show(known(0.34));
    expect(text()).toContain("34% compared");
    expect(screen.getByRole("progressbar", { name: "Comparison of Amélie.mkv" })).toBeTruthy();
    expect(buttons()).toEqual(["Upload anyway", "Remove from the list"]);
  });
});
