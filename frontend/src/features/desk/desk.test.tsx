import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { applyEvent } from "@/features/jobs";
import { copy, job, newSound, picture, plan, queue, reason, sidecar, sound, subtitle } from "@/testing/films";
import { answer, renderPage, serve } from "@/testing/page";
import { Desk } from "./desk";

const streams = [picture(0), sound(1), subtitle(2)];
const soundOnly = plan("transcode", [copy(picture(0)), newSound(sound(1)), sidecar(subtitle(2))]);
const ready = job({ streams, plan: soundOnly, input_size: 8_200_000_000, container: "matroska" });

const card = (name: string) => screen.findByRole("article", { name });

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
    await userEvent.click(await screen.findByRole("button", { name: "Start later: Amélie.mkv" }));
    const sheet = within(await screen.findByRole("dialog", { name: "Start later" }));
    await userEvent.click(sheet.getByRole("button", { name: "Start then" }));
    await expect
      .poll(() => requests.filter((each) => each.method !== "GET").map((each) => each.path))
      .toEqual(["/api/jobs/amelie/", "/api/jobs/amelie/start/"]);
  });
});

it("a reason that this page does not know still makes a sentence", async () => {
  const strange = reason("brand_new" as "interlaced");
  serve([job({ streams: [sound(1)], plan: plan("transcode", [newSound(sound(1), strange)]) })]);
  renderPage(<Desk />);
  expect((await card("Amélie.mkv")).textContent).toContain("The device needs it (brand_new).");
});
