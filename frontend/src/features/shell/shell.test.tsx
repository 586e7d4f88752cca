import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { job } from "@/testing/films";
import { Line, lastLine, stubLines } from "@/testing/line";
import { renderPage, serve } from "@/testing/page";
import { Shell } from "./shell";

// Next's router is not there in a test.
vi.mock("next/navigation", async (original) => ({
  ...(await original<object>()),
  usePathname: () => "/en/",
  useRouter: () => ({ replace: vi.fn() }),
}));

// One test, because the page has one line for its whole life.
it("the shell follows the line: pill, banner, coming back", async () => {
  stubLines();
  const requests = serve([]);
  renderPage(<Shell>content</Shell>);

  await expect.poll(() => requests.some((each) => each.path.startsWith("/api/jobs/"))).toBe(true);
  act(() => lastLine().open());
  const converting = job({ status: "processing" });
  await expect.poll(() => requests.length).toBeGreaterThanOrEqual(2);
  await act(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    lastLine().onmessage?.({ data: JSON.stringify({ type: "job.updated", seq: 1, job: converting }) });
  });
  expect(await screen.findByText("1 converting")).toBeTruthy();
  expect(screen.queryByText(/connection to the server was lost/)).toBeNull();

  act(() => lastLine().drop());
  expect(await screen.findByText(/connection to the server was lost/)).toBeTruthy();

  const asked = requests.length;
  await userEvent.click(screen.getByRole("button", { name: "Try now" }));
  expect(Line.all).toHaveLength(2);
  act(() => lastLine().open());
  await expect.poll(() => screen.queryByText(/connection to the server was lost/)).toBeNull();
  await expect.poll(() => requests.length).toBeGreaterThan(asked);
});
