import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { job } from "@/testing/films";
import { answer, renderPage, serve } from "@/testing/page";
import { HistoryList } from "./history-list";

// Next's router is not there in a test: the address is empty, links are plain.
vi.mock("next/navigation", async (original) => ({
  ...(await original<object>()),
  useSearchParams: () => new URLSearchParams(window.location.search),
  usePathname: () => "/en/history/",
}));

const films = ["a", "b", "c"].map((id, place) =>
  job({ id, filename: `${id}.mkv`, status: "completed", input_size: 100e6, output_size: (40 + place) * 1e6 }),
);
const gone = ({ method }: { method: string }) =>
  method === "DELETE" ? new Response(null, { status: 204 }) : undefined;
const rows = () => screen.queryAllByRole("article").map((row) => row.getAttribute("aria-label"));

describe("the history", () => {
  it("empty leads to the first film", async () => {
    serve([]);
    renderPage(<HistoryList />);
    expect(await screen.findByRole("link", { name: "Convert the first one" })).toBeTruthy();
  });

  it("lists each film with its sizes", async () => {
    serve(films);
    renderPage(<HistoryList />);
    expect((await screen.findByRole("article", { name: "a.mkv" })).textContent).toContain(
      "100 MB → 40 MB (60% smaller)",
    );
  });

  it("an error offers to try again", async () => {
    serve([], ({ path }) =>
      path.startsWith("/api/jobs/") ? answer({ code: "internal_error" }, 500) : undefined,
    );
    renderPage(<HistoryList />);
    expect(await screen.findByRole("button", { name: "Try again" })).toBeTruthy();
  });

  it("deletes what is ticked, after a question", async () => {
    const requests = serve(films, gone);
    renderPage(<HistoryList />);
    await userEvent.click(await screen.findByRole("checkbox", { name: "Select a.mkv" }));
    await userEvent.click(screen.getByRole("checkbox", { name: "Select c.mkv" }));
    await userEvent.click(screen.getByRole("button", { name: "Delete" }));
    const dialog = await screen.findByRole("dialog", { name: "Delete 2 films?" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Delete 2 films" }));
    await expect
      .poll(() => requests.filter((each) => each.method === "DELETE").map((each) => each.path))
      .toEqual(["/api/jobs/a/", "/api/jobs/c/"]);
  });

  it("keeps everything when the question is answered with no", async () => {
    const requests = serve(films, gone);
    renderPage(<HistoryList />);
    await userEvent.click(await screen.findByRole("button", { name: "Delete b.mkv" }));
    await userEvent.click(await screen.findByRole("button", { name: "Keep" }));
    expect(requests.some((each) => each.method === "DELETE")).toBe(false);
    expect(rows()).toHaveLength(3);
  });

  it("says when something could not be deleted", async () => {
    serve(films, ({ method }) => (method === "DELETE" ? answer({ code: "conflict" }, 409) : undefined));
    renderPage(<HistoryList />);
    await userEvent.click(await screen.findByRole("button", { name: "Delete b.mkv" }));
    await userEvent.click(await screen.findByRole("button", { name: "Delete film" }));
    expect((await screen.findByRole("alert")).textContent).toBe("1 film could not be deleted.");
  });

  describe("with many at once, each step takes those whose state allows it", () => {
    const mixed = [
      job({ id: "run", filename: "run.mkv", status: "processing", progress: 40 }),
      job({ id: "wait", filename: "wait.mkv", status: "queued", position: 1 }),
      job({ id: "bad", filename: "bad.mkv", status: "failed" }),
      job({ id: "none", filename: "letter.txt", status: "failed", source_available: false }),
      job({ id: "done", filename: "done.mkv", status: "completed", streams: [] }),
    ];
    const all = async (special?: Parameters<typeof serve>[1]) => {
      const requests = serve(mixed, special);
      renderPage(<HistoryList />);
      await userEvent.click(await screen.findByRole("checkbox", { name: "Select all in this list" }));
      await userEvent.click(screen.getByRole("button", { name: "More" }));
      return () => requests.filter((each) => each.method === "POST").map((each) => each.path);
    };
    const accept = ({ method }: { method: string }) =>
      method === "POST" ? answer(mixed[0], 202) : undefined;

    it.each([
      ["Stop 2 films", ["/api/jobs/run/cancel/", "/api/jobs/wait/cancel/"]],
      ["Try 1 film again", ["/api/jobs/bad/retry/"]],
    ])("%s", async (name, paths) => {
      const sent = await all(accept);
      await userEvent.click(await screen.findByRole("menuitem", { name }));
      await expect.poll(sent).toEqual(paths);
    });

    it("another device", async () => {
      const sent = await all(accept);
      await userEvent.click(await screen.findByRole("menuitem", { name: "1 film for another device" }));
      const sheet = within(await screen.findByRole("dialog", { name: "Convert for another device" }));
      await userEvent.click(sheet.getByRole("button", { name: "Convert" }));
      await expect.poll(sent).toEqual(["/api/jobs/done/again/"]);
    });

    it("what had moved on is counted", async () => {
      await all(({ method }) => (method === "POST" ? answer({ code: "conflict" }, 409) : undefined));
      await userEvent.click(await screen.findByRole("menuitem", { name: "Stop 2 films" }));
      expect((await screen.findByRole("alert")).textContent).toBe(
        "2 films had moved on in the meantime and were left alone.",
      );
    });
  });

  it.each([
    ["Pause wait.mkv", "queued", "pause"],
    ["Resume wait.mkv", "paused", "resume"],
    ["Stop wait.mkv", "paused", "cancel"],
    ["Try wait.mkv again", "cancelled", "retry"],
  ] as const)("a row: %s", async (name, status, step) => {
    const one = job({ id: "wait", filename: "wait.mkv", status });
    const requests = serve([one], ({ method }) =>
      method === "POST" ? answer({ ...one, seq: 2 }, 202) : undefined,
    );
    renderPage(<HistoryList />);
    await userEvent.click(await screen.findByRole("button", { name }));
    await expect
      .poll(() => requests.filter((each) => each.method === "POST").map((each) => each.path))
      .toEqual([`/api/jobs/wait/${step}/`]);
  });

  it("reads further pages when asked", async () => {
    const [first, ...others] = films;
    serve(films, ({ path }) => {
      if (!path.startsWith("/api/jobs/")) return undefined;
      if (path.includes("cursor=abc")) return answer({ next: null, results: others });
      return answer({ next: "http://server/api/jobs/?cursor=abc", results: [first] });
    });
    renderPage(<HistoryList />);
    await userEvent.click(await screen.findByRole("button", { name: "Show more" }));
    await expect.poll(rows).toEqual(["a.mkv", "b.mkv", "c.mkv"]);
  });
});
