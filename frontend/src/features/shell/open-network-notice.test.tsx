import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Session } from "@/lib/api";
import { answer, renderPage, serve } from "@/testing/page";
import { local } from "@/testing/sessions";
import { OpenNetworkNotice } from "./open-network-notice";

const shown = (session: Session) => {
  const asked = serve([], () => answer(session));
  const { unmount } = renderPage(<OpenNetworkNotice />);
  return { asked, unmount };
};

it("an open network is warned of until somebody has understood it in this browser", async () => {
  const { unmount } = shown({ ...local(), open_network: true });
  const notice = await screen.findByRole("region", {
    name: "Everybody in your network can use this program.",
  });
  expect(notice.textContent).toContain("REQUIRE_AUTH=true");
  await userEvent.click(screen.getByRole("button", { name: "Understood" }));
  expect(screen.queryByRole("region")).toBeNull();
  unmount();
  const { asked } = shown({ ...local(), open_network: true });
  await expect.poll(() => asked.length).toBe(1);
  expect(screen.queryByRole("region")).toBeNull();
});

it("nothing is said where nobody else can come", async () => {
  const { asked } = shown(local());
  await expect.poll(() => asked.length).toBe(1);
  expect(screen.queryByRole("region")).toBeNull();
});
