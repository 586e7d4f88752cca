import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { answer, renderPage, serve } from "@/testing/page";
import { DevicePicker } from "./device-picker";

const group = () => screen.findByRole("radiogroup", { name: "Device that will play the films" });
const chosen = async () =>
  within(await group())
    .getAllByRole("radio")
    .filter((radio) => radio.getAttribute("aria-checked") === "true")
    .map((radio) => radio.textContent);

describe("the device picker", () => {
  it("begins with the server's default", async () => {
    serve([]);
    renderPage(<DevicePicker />);
    expect(await chosen()).toEqual(["Any Chromecastplays everywhere, 1080p"]);
  });

  it("remembers the choice in this browser", async () => {
    serve([]);
    const first = renderPage(<DevicePicker />);
    await userEvent.click(within(await group()).getByRole("radio", { name: /Nest Hub/ }));
    first.unmount();
    renderPage(<DevicePicker />);
    expect(await chosen()).toEqual(["Nest Hub720p display"]);
  });

  it("is worked by keyboard alone: Tab to the choice, arrows to another", async () => {
    serve([]);
    renderPage(<DevicePicker />);
    await group();
    await userEvent.tab();
    await userEvent.keyboard("{ArrowRight>}");
    await expect.poll(chosen).toEqual(["Chromecast (3rd\u00a0gen)2018, 1080p"]);
  });

  it("shows all devices in a sheet; a choice there becomes a tile", async () => {
    serve([]);
    renderPage(<DevicePicker />);
    await userEvent.click(await screen.findByRole("button", { name: "More devices" }));
    const sheet = await screen.findByRole("dialog", { name: "All devices" });
    await userEvent.click(within(sheet).getByRole("radio", { name: /2nd/ }));
    expect(await chosen()).toEqual(["Chromecast (2nd\u00a0gen)2015, 1080p"]);
  });

  it("without an answer it says so and offers to try again", async () => {
    serve([], () => answer({ code: "internal_error" }, 500));
    renderPage(<DevicePicker />);
    expect((await screen.findByRole("alert")).textContent).toContain("The server made a mistake.");
  });
});
