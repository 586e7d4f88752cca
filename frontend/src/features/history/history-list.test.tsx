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
