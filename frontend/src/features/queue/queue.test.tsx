import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Job, Queue } from "@/lib/api";
import { job, queue, worker } from "@/testing/films";
import { answer, renderPage, serve } from "@/testing/page";
import { QueueControls } from "./queue-controls";
import { QueueNotice } from "./queue-notice";
import { WaitingLine } from "./waiting-line";

/** The queue's own controls over a server that takes each change (or refuses with `refusal`). */
function controls(facts: Partial<Queue> = {}, refusal?: Response) {
  let now = queue(facts);
  const requests = serve([], ({ method, path, body }) => {
    if (path !== "/api/queue/") return undefined;
    if (method === "PATCH" && refusal) return refusal.clone();
    if (method === "PATCH") now = { ...now, ...(body as Partial<Queue>), seq: now.seq + 1 };
    return answer(now);
  });
  renderPage(
    <>
      <QueueControls />
      <QueueNotice />
    </>,
  );
  return () => requests.filter((each) => each.method === "PATCH").map((each) => each.body);
}

const button = (name: string | RegExp) => screen.findByRole("button", { name });

describe("the whole queue", () => {
  it("is paused, says so, and is resumed", async () => {
    const sent = controls();
    await userEvent.click(await button("Pause the queue"));
    expect((await screen.findByRole("status")).textContent).toContain(
      "The queue is paused. Nothing new starts until you resume it.",
    );
    expect(screen.queryByRole("button", { name: "Pause the queue" })).toBeNull();
    await userEvent.click(await button("Resume the queue"));
    expect(await button("Pause the queue")).toBeTruthy();
    await expect.poll(sent).toEqual([{ paused: true }, { paused: false }]);
  });

  it("a refusal is explained, and the old state stands again", async () => {
    controls({}, answer({ code: "internal_error" }, 500));
    await userEvent.click(await button("Pause the queue"));
    expect((await screen.findByRole("alert")).textContent).toContain("The server made a mistake.");
    expect(await button("Pause the queue")).toBeTruthy();
  });

  it("is kept to the night", async () => {
    const sent = controls();
    await userEvent.click(await button("Hours"));
    const sheet = within(await screen.findByRole("dialog", { name: "When the queue works" }));
    await userEvent.click(sheet.getByRole("radio", { name: /Only within these hours/ }));
    expect((sheet.getByLabelText("From") as HTMLInputElement).value).toBe("22:00");
    await userEvent.click(sheet.getByRole("button", { name: "Save" }));
    expect((await button(/^Hours/)).textContent?.replace(/\u202f/g, " ")).toContain("10:00 PM–7:00 AM");
    await expect.poll(sent).toEqual([{ hours: { from: "22:00", until: "07:00" } }]);
  });

  it("hours that begin when they end are not sent", async () => {
    const sent = controls({ hours: { from: "22:00", until: "22:00" } });
    await userEvent.click(await button(/^Hours/));
    const sheet = within(await screen.findByRole("dialog"));
    await userEvent.click(sheet.getByRole("button", { name: "Save" }));
    expect(sheet.getByRole("alert").textContent).toBe("Choose two different times.");
    await expect.poll(sent).toEqual([]);
  });

  it("may work at any time again", async () => {
    const sent = controls({ hours: { from: "22:00", until: "07:00" } });
    await userEvent.click(await button(/^Hours/));
    const sheet = within(await screen.findByRole("dialog"));
    await userEvent.click(sheet.getByRole("radio", { name: "At any time" }));
    await userEvent.click(sheet.getByRole("button", { name: "Save" }));
    await expect.poll(sent).toEqual([{ hours: null }]);
  });

  it("outside its hours says until when it rests", async () => {
    controls({ hours: { from: "22:00", until: "07:00" }, open_now: false });
    const notice = await screen.findByRole("status");
    expect(notice.textContent?.replace(/\u202f/g, " ")).toContain("The queue rests until 10:00 PM.");
  });
});

describe("who does the work", () => {
  const sheet = async () => within(await screen.findByRole("dialog", { name: "Who does the work" }));

  it("one alone has a small button, and all is told when it is opened", async () => {
    controls({ workers: [worker({ running: 1 })] });
    await userEvent.click(await button("Who does the work"));
    const text = (await sheet()).getByRole("listitem").textContent ?? "";
    expect(text).toContain("home");
    expect(text).toContain("Converting 1 film · up to 2 at once");
    expect(text).toContain("Converts the picture with the processor.");
    expect(text).toMatch(/Last seen at .*libx264 · home-4711-0a1b2c3d/);
  });

  it("several are counted, and each says what it encodes with", async () => {
    const card = { name: "den-1-00000000", encoders: ["h264_nvenc", "hevc_nvenc", "libx264"] };
    const looker = { name: "attic-1-00000000", lanes: ["analyze" as const], slots: 0 };
    controls({ workers: [worker(), worker(card), worker(looker)] });
    await userEvent.click(await button("3 workers"));
    const texts = (await sheet()).getAllByRole("listitem").map((item) => item.textContent ?? "");
    expect(texts[0]).toContain("Waiting for films");
    expect(texts[1]).toContain("Converts the picture with NVIDIA NVENC and the processor.");
    expect(texts[2]).toContain("only looks at films");
    expect(texts[2]).not.toContain("Converts");
  });

  it("that nobody does is said, with what to do", async () => {
    controls({ workers: [] });
    await userEvent.click(await button("Who does the work"));
    expect((await sheet()).getByText(/look at the server’s log/).textContent).toContain(
      "Nobody converts films at the moment.",
    );
  });
});

const waiting = (id: string, position: number | null, facts: Partial<Job> = {}) =>
  job({ id, filename: `${id}.mkv`, status: "queued", position, ...facts });
const three = [waiting("a", 1), waiting("b", 2), waiting("c", 3)];

/** The line over a server that accepts every step. */
function line(jobs: readonly Job[] = three) {
  const requests = serve(jobs, ({ method, path }) => {
    if (method === "GET") return undefined;
    const known = jobs.find((each) => path.includes(`/${each.id}/`));
    return answer({ ...known, seq: 9 }, 202);
  });
  renderPage(<WaitingLine jobs={jobs} />);
  return () => requests.filter((each) => each.method !== "GET");
}

async function menuOf(name: string) {
  await userEvent.click(await button(`More for ${name}.mkv`));
  return within(await screen.findByRole("menu"));
}

describe("films that wait", () => {
  it("stand in their order, each with its place", async () => {
    line([...three, waiting("d", null, { not_before: "2099-01-01T02:00:00Z" })]);
    const rows = await screen.findAllByRole("article");
    const texts = rows.map((row) => row.textContent ?? "");
    expect(texts[0]).toContain("Next in line");
    expect(texts[1]).toContain("2nd in line");
    expect(texts[2]).toContain("3rd in line");
    expect(texts[3]).toContain("Not before");
  });

  it.each([
    ["b", "Do it first", { place: "first" }],
    ["c", "Move up", { before: "b" }],
    ["a", "Move down", { before: "c" }],
    ["a", "Do it last", { place: "last" }],
  ])("%s: %s", async (name, step, body) => {
    const sent = line();
    await userEvent.click((await menuOf(name)).getByRole("menuitem", { name: step }));
    await expect.poll(sent).toEqual([{ method: "POST", path: `/api/jobs/${name}/move/`, body }]);
  });

  it("the first can’t go up, the last can’t go down", async () => {
    line();
    const first = await menuOf("a");
    expect(first.getByRole("menuitem", { name: "Move up" }).getAttribute("aria-disabled")).toBe("true");
    await userEvent.keyboard("{Escape}");
    const last = await menuOf("c");
    expect(last.getByRole("menuitem", { name: "Do it last" }).getAttribute("aria-disabled")).toBe("true");
  });

  it("each has a handle that keys reach and that says how", async () => {
    line();
    const handle = await button("Move a.mkv");
    await expect.poll(() => handle.getAttribute("aria-describedby")).toBeTruthy();
    const hint = document.getElementById(handle.getAttribute("aria-describedby") ?? "");
    expect(hint?.textContent).toBe("Space or enter lifts the film, arrow keys move it.");
  });

  it("a menu stays open, and the focus in it, while others join the line and the handles come", async () => {
    serve(three);
    const { rerender } = renderPage(<WaitingLine jobs={three.slice(0, 1)} />);
    (await button("More for a.mkv")).focus();
    await userEvent.keyboard("{Enter}");
    const menu = await screen.findByRole("menu");
    const focused = document.activeElement;
    expect(menu.contains(focused)).toBe(true);
    for (const count of [2, 3]) {
      rerender(<WaitingLine jobs={three.slice(0, count)} />);
      await expect.poll(() => screen.queryAllByTitle(/^Move /).length).toBe(count);
      await expect.poll(() => screen.getByTitle("Move a.mkv").getAttribute("aria-describedby")).toBeTruthy();
      expect(screen.getByRole("menu")).toBe(menu);
      expect(document.activeElement).toBe(focused);
    }
  });

  it("one alone has no handle and no places to go to", async () => {
    line([waiting("a", 1)]);
    expect((await menuOf("a")).queryByRole("menuitem", { name: "Move up" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Move a.mkv" })).toBeNull();
  });

  it.each([
    ["Pause", "POST", "/api/jobs/b/pause/", null],
    ["Cancel", "POST", "/api/jobs/b/cancel/", null],
  ])("%s", async (step, method, path, body) => {
    const sent = line();
    await userEvent.click((await menuOf("b")).getByRole("menuitem", { name: step }));
    await expect.poll(sent).toEqual([{ method, path, body }]);
  });

  it("a priority is chosen in the menu and told in the row", async () => {
    const sent = line([waiting("a", 1, { priority: "low" }), waiting("b", 2)]);
    expect((await screen.findByRole("article", { name: "a.mkv" })).textContent).toContain("low priority");
    await userEvent.click((await menuOf("b")).getByRole("menuitemradio", { name: "High" }));
    await expect.poll(sent).toEqual([{ method: "PATCH", path: "/api/jobs/b/", body: { priority: "high" } }]);
  });

  it("start later: a time to come is sent, one that is over is not", async () => {
    const sent = line();
    await userEvent.click((await menuOf("b")).getByRole("menuitem", { name: "Start later" }));
    const sheet = within(await screen.findByRole("dialog", { name: "Start later" }));
    const when = sheet.getByLabelText("Not before");
    await userEvent.clear(when);
    await userEvent.type(when, "2020-01-01T10:00");
    await userEvent.click(sheet.getByRole("button", { name: "Start then" }));
    expect(sheet.getByRole("alert").textContent).toBe("Choose a time that is still to come.");
    await expect.poll(sent).toEqual([]);
    await userEvent.clear(when);
    await userEvent.type(when, "2099-01-01T10:00");
    await userEvent.click(sheet.getByRole("button", { name: "Start then" }));
    const not_before = new Date("2099-01-01T10:00").toISOString();
    await expect.poll(sent).toEqual([{ method: "PATCH", path: "/api/jobs/b/", body: { not_before } }]);
  });

  it("a step that came too late is explained in the row", async () => {
    serve(three, ({ method }) => (method === "POST" ? answer({ code: "conflict" }, 409) : undefined));
    renderPage(<WaitingLine jobs={three} />);
    await userEvent.click((await menuOf("b")).getByRole("menuitem", { name: "Pause" }));
    const row = within(await screen.findByRole("article", { name: "b.mkv" }));
    expect((await row.findByRole("alert")).textContent).toContain("The film has moved on in the meantime.");
  });
});
