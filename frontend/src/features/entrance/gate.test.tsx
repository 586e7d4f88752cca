import { act, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { type Session, tellSignedOut } from "@/lib/api";
import { answer, renderPage, serve } from "@/testing/page";
import { anybody, signedIn } from "@/testing/sessions";
import { Gate } from "./gate";

const router = { replace: vi.fn() };

// Next's router is not there in a test.
vi.mock("next/navigation", async (original) => ({
  ...(await original<object>()),
  usePathname: () => window.location.pathname,
  useRouter: () => router,
}));

beforeEach(() => {
  router.replace.mockClear();
  window.history.replaceState(null, "", "/en/history/?q=Metropolis");
});

type Answer = (session: Session) => void;

/** A server whose answers to "who is there?" the test gives, one after the other. */
function slowServer(): Answer[] {
  const waiting: Answer[] = [];
  vi.stubGlobal("fetch", () => new Promise((resolve) => waiting.push((said) => resolve(answer(said)))));
  return waiting;
}

it("leads to the sign-in, and back, as soon as the server says that nobody is signed in", async () => {
  let session = signedIn();
  serve([], ({ path }) => (path === "/api/session/" ? answer(session) : undefined));
  renderPage(<Gate>the history</Gate>);
  expect(await screen.findByText("the history")).toBeTruthy();
  session = anybody();
  act(tellSignedOut);
  await expect.poll(() => screen.queryByText("the history")).toBeNull();
  expect(router.replace).toHaveBeenCalledWith("/en/sign-in/?next=%2Fen%2Fhistory%2F%3Fq%3DMetropolis");
});

it("does not believe an answer that was on its way when the session ended", async () => {
  const asked = slowServer();
  const { client } = renderPage(<Gate>the history</Gate>);
  await expect.poll(() => asked.length).toBe(1);
  asked[0]?.(signedIn());
  expect(await screen.findByText("the history")).toBeTruthy();
  act(() => void client.invalidateQueries());
  await expect.poll(() => asked.length).toBe(2);
  act(tellSignedOut);
  await expect.poll(() => asked.length).toBe(3);
  asked[2]?.(anybody());
  asked[1]?.(signedIn());
  await expect.poll(() => router.replace.mock.calls.length).toBeGreaterThan(0);
  expect(screen.queryByText("the history")).toBeNull();
});

it("asks no more once it is known that nobody is there", async () => {
  window.history.replaceState(null, "", "/en/sign-in/");
  const asked = serve([], () => answer(anybody()));
  renderPage(<Gate>the sign-in</Gate>);
  expect(await screen.findByText("the sign-in")).toBeTruthy();
  act(tellSignedOut);
  await act(async () => {});
  expect(asked).toHaveLength(1);
});
