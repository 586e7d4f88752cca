import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { copy, job, newSound, picture, plan, sound } from "@/testing/films";
import { renderPage, serve } from "@/testing/page";
import { Desk } from "./desk";

const streams = [picture(0), sound(1)];
const soundOnly = plan("transcode", [copy(picture(0)), newSound(sound(1))]);
const half = { "Upload-Offset": "5000", "Upload-Length": "10000" };

/** The desk of somebody who has reloaded the page in the midst of an upload; `heads`: what the server says of it. */
function reload(film: Parameters<typeof job>[0], headers: Record<string, string> = half) {
  serve([job({ status: "uploading", input_size: 10_000, ...film })], ({ method }) =>
    method === "HEAD" ? new Response(null, { headers }) : undefined,
  );
  renderPage(<Desk />);
}

const card = () => screen.findByRole("article", { name: "Amélie.mkv" });

describe("an upload that this page does not send", () => {
  it("says where it stopped and asks for the file", async () => {
    reload({});
    expect(await screen.findByText(/^Stopped at 50%/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Choose the file again" })).toBeTruthy();
  });

  it("keeps tracks, plan and what its user wished", async () => {
    reload({ streams, plan: soundOnly, provisional: true, start_when_ready: true, ahead: { progress: 12 } });
    await screen.findByText(/Only the sound changes/);
    const film = within(await card());
    expect(film.getByText("Converting meanwhile: 12%")).toBeTruthy();
    expect(film.getByRole("switch").getAttribute("aria-checked")).toBe("true");
    expect(film.getByRole("button", { name: /Tracks and options/ })).toBeTruthy();
  });

  it("takes no other file for it", async () => {
    reload({});
    const input = await screen.findByTestId("again-input");
    await userEvent.upload(input, new File(["short"], "other.mkv"));
    expect(await screen.findByText(/That is another file. This one is Amélie.mkv/)).toBeTruthy();
  });

  it("whose bytes are all there is only waited for", async () => {
    reload({}, { "Upload-Offset": "10000", "Upload-Length": "10000" });
    await card();
    expect(await screen.findByText("The file is still arriving")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Choose the file again" })).toBeNull();
  });
});
