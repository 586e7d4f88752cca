import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Options } from "@/lib/api";
import {
  burnIn,
  copy,
  job,
  newPicture,
  newSound,
  picture,
  plan,
  reason,
  sound,
  subtitle,
} from "@/testing/films";
import { answer, renderPage, serve } from "@/testing/page";
import { OptionsSheet } from "./options-sheet";

const forced = subtitle(2, {
  codec: "hdmv_pgs_subtitle",
  form: "bitmap",
  language: "fre",
  dispositions: ["forced"],
});
const spoken = subtitle(3, { language: "ger" });
const streams = [picture(0), sound(1), forced, spoken];
const drawn = plan("transcode", [
  newPicture(picture(0), reason("subtitle_drawn", { stream: 2 })),
  newSound(sound(1)),
  burnIn(forced, reason("subtitle_forced")),
]);
const film = job({ streams, plan: drawn, duration: 5400 });
const hardware = {
  hardware_encoders: [
    { family: "vaapi", codec: "h264", bit_depth: 8, works: true, detail: "" },
    { family: "nvenc", codec: "h264", bit_depth: 8, works: false, detail: "no card" },
  ],
};
const devices = [
  {
    id: "chromecast-3",
    name: "Chromecast",
    summary: "",
    source: "",
    checked: "2026-11-22",
    max_width: 1920,
    max_height: 1080,
    video_codecs: ["h264", "hevc"],
    dynamic_ranges: [],
    icon: "stick",
    is_default: true,
  },
];

/** The sheet over a server that takes every wish (or refuses with `refusal`); answers the wishes it was sent. */
function open(facts: Partial<typeof film> = {}, refusal?: Response) {
  const opened = { ...film, ...facts };
  const requests = serve([opened], ({ method, path, body }) => {
    if (path === "/api/hardware/") return answer(hardware);
    if (path === "/api/devices/") return answer(devices);
    if (method !== "PATCH") return undefined;
    const { options } = body as { options: Options };
    return refusal?.clone() ?? answer({ ...opened, options, seq: 2 });
  });
  renderPage(<OptionsSheet job={opened} open onOpenChange={() => undefined} />);
  return () => requests.filter((each) => each.method === "PATCH").map((each) => each.body);
}

const sheet = async () => within(await screen.findByRole("dialog", { name: "Tracks and options" }));
const special = async () => {
  await userEvent.click((await sheet()).getByText("For special cases"));
  return sheet();
};

describe("the wishes for special cases", () => {
  it("names each subtitle that can be drawn in, the film’s own need first", async () => {
    const sent = open();
    const list = (await sheet()).getByRole("combobox", { name: "Draw into the picture" });
    const offered = within(list)
      .getAllByRole("option")
      .map((option) => option.textContent);
    expect(offered).toEqual([
      "What the film can’t do without",
      "None",
      "French, forced · PGS",
      "German · SRT",
    ]);
    await userEvent.selectOptions(list, "None");
    await expect.poll(sent).toEqual([{ options: { no_forced_subs: true } }]);
  });

  it("a size in gigabytes goes out once, when it is finished", async () => {
    const sent = open();
    const size = (await special()).getByRole("spinbutton", { name: "Size of the film" });
    await userEvent.type(size, "1.4");
    await expect.poll(sent).toEqual([]);
    await userEvent.keyboard("{Enter}");
    await userEvent.tab();
    await expect.poll(sent).toEqual([{ options: { target_size: 1400 } }]);
  });

  it.each([
    ["Bit rate of the picture at most", "8 Mbit/s", { max_bit_rate: 8000 }],
    ["Format of a converted picture", "HEVC, smaller but slower", { video_codec: "hevc" }],
    ["Converted by", "VAAPI", { hw: "vaapi" }],
    ["Bit rate of converted sound", "256 kbit/s", { abr: 256 }],
    ["Place of the subtitles", "Only as files", { subtitle_mode: "sidecar" }],
  ])("%s: %s", async (name, choice, options) => {
    const sent = open();
    const list = await (await special()).findByRole("combobox", { name });
    await userEvent.selectOptions(list, choice);
    await expect.poll(sent).toEqual([{ options }]);
  });

  it.each([
    ["Quieter loud scenes", { night_mode: true }],
    ["Even loudness", { normalize: true }],
    ["Keep surround sound", { keep_surround: true }],
    ["Leave out the chapters", { no_chapters: true }],
  ])("%s is switched on", async (name, options) => {
    const sent = open();
    await userEvent.click((await special()).getByRole("switch", { name }));
    await expect.poll(sent).toEqual([{ options }]);
  });

  it("silence is offered to a film without sound, and only to it", async () => {
    const silent = [picture(0)];
    const sent = open({ streams: silent, plan: plan("remux", [copy(picture(0))]) });
    await userEvent.click((await special()).getByRole("switch", { name: "Add a silent sound track" }));
    await expect.poll(sent).toEqual([{ options: { add_silence: true } }]);
    expect((await sheet()).queryByRole("switch", { name: "Even loudness" })).toBeNull();
  });
});

describe("a wish that is refused", () => {
  const refusal = answer({ code: "invalid_options", title: "too little" }, 422);

  it("a size: the field says why, keeps what was typed and has the focus", async () => {
    open({}, refusal);
    const size = (await special()).getByRole("spinbutton", { name: "Size of the film" });
    await userEvent.type(size, "0.01");
    await userEvent.tab();
    const why = await screen.findByRole("alert");
    expect(why.textContent).toContain("That is too small for a film of this length.");
    expect(size.getAttribute("aria-invalid")).toBe("true");
    expect(size.getAttribute("aria-describedby")).toContain(why.id);
    expect((size as HTMLInputElement).value).toBe("0.01");
    await expect.poll(() => document.activeElement).toBe(size);
  });

  it("a list says so below itself", async () => {
    open({}, refusal);
    const list = await (await special()).findByRole("combobox", { name: "Bit rate of converted sound" });
    await userEvent.selectOptions(list, "96 kbit/s");
    const why = await screen.findByRole("alert");
    expect(why.textContent).toContain("This choice doesn’t fit the film.");
    expect(list.getAttribute("aria-describedby")).toBe(why.id);
  });

  it("what no field can tell stands above the way out", async () => {
    open({}, answer({ code: "conflict" }, 409));
    await userEvent.click((await sheet()).getByRole("switch", { name: "Even loudness" }));
    expect((await screen.findByRole("alert")).textContent).toContain("That isn’t possible right now.");
  });
});
