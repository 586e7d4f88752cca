import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { ACCOUNT, ADA, account, step, USAGE } from "@/testing/account";
import { answer, renderPage } from "@/testing/page";
import { signedIn } from "@/testing/sessions";
import { Profile } from "./profile";

const GITHUB = { id: "github", name: "GitHub" };

function open(...told: Parameters<typeof account>) {
  const requests = account(...told);
  renderPage(<Profile />);
  return requests;
}

it.each([
  ["nothing, where there is nothing to tell", {}, ["No film of yours is here yet, and nothing limits you."]],
  [
    "what is taken where there is no limit",
    { storage_used: 12.4e9, films_this_month: 3 },
    ["12.4 GB", "used, without a limit", "3"],
  ],
  [
    "what is left of each limit",
    { storage_used: 20e9, storage_limit: 50e9, file_limit: 8e9, running_now: 1, running_limit: 2 },
    ["20 GB", "of 50 GB", "30 GB left", "up to 8 GB", "1 of 2"],
  ],
  [
    "that there is no more room, and where to make some",
    { storage_used: 51e9, storage_limit: 50e9 },
    ["51 GB", "Full", "To the history"],
  ],
])("the usage says %s", async (_, other, words) => {
  open(({ path }) => (path === "/api/usage/" ? answer({ ...USAGE, ...other }) : undefined));
  const usage = within(await screen.findByRole("region", { name: "Usage" }));
  for (const each of words) expect(await usage.findByText(each)).toBeTruthy();
});

it("one’s name is changed", async () => {
  const requests = open((asked) =>
    step("PATCH", "/api/account/")(asked) ? answer({ name: "Countess", email: ADA }) : undefined,
  );
  await userEvent.click(await screen.findByRole("button", { name: "Change your name" }));
  const name = await screen.findByLabelText("Name");
  await userEvent.clear(name);
  await userEvent.type(name, "Countess ");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await expect.poll(() => requests.find(step("PATCH", "/api/account/"))?.body).toEqual({ name: "Countess" });
  await expect.poll(() => screen.queryByRole("dialog")).toBeNull();
});

it("a new address is asked for, proven by its code, and the page knows it", async () => {
  const requests = open((asked) => {
    if (step("POST", "account/email")(asked)) return answer({ status: 200, data: [] });
    if (step("POST", "auth/email/verify")(asked)) return answer({ status: 200, data: {} });
    return undefined;
  });
  await userEvent.click(await screen.findByRole("button", { name: "Change the address" }));
  await userEvent.type(await screen.findByLabelText("New e-mail address"), "Countess@example.org");
  await userEvent.click(screen.getByRole("button", { name: "Send the code" }));
  await userEvent.type(await screen.findByLabelText("Code from the e-mail"), "ABC-123");
  await userEvent.click(screen.getByRole("button", { name: "Confirm" }));
  expect(await screen.findByText("Your address is changed.")).toBeTruthy();
  expect(requests.find(step("POST", "account/email"))?.body).toEqual({ email: "countess@example.org" });
  expect(requests.find(step("POST", "auth/email/verify"))?.body).toEqual({ key: "ABC-123" });
});

it("an address that waits for its code is there after a reload, and can be given up", async () => {
  const requests = open((asked) => {
    if (asked.path !== `${ACCOUNT}email`) return undefined;
    const waiting = { email: "new@example.org", verified: false, primary: false };
    return answer({ status: 200, data: asked.method === "DELETE" ? [] : [waiting] });
  });
  await userEvent.click(await screen.findByRole("button", { name: "Keep the old address" }));
  await expect
    .poll(() => requests.find(step("DELETE", "account/email"))?.body)
    .toEqual({ email: "new@example.org" });
});

it("a provider is linked by consent, and unlinked", async () => {
  const linked = { uid: "7", display: "ada-l", provider: { id: "google", name: "Google" } };
  const requests = open(
    (asked) => {
      if (step("POST", "/api/session/provider/")(asked)) return answer({ url: "#away" });
      if (asked.path !== `${ACCOUNT}providers`) return undefined;
      return answer({ status: 200, data: asked.method === "DELETE" ? [] : [linked] });
    },
    { ...signedIn(), providers: [GITHUB, { id: "google", name: "Google" }] },
  );
  await userEvent.click(await screen.findByRole("button", { name: "Link GitHub" }));
  const consent = within(await screen.findByRole("dialog", { name: "Link GitHub?" }));
  await userEvent.click(consent.getByRole("button", { name: "Go to GitHub" }));
  await expect
    .poll(() => requests.find(step("POST", "/api/session/provider/"))?.body)
    .toEqual({ provider: "github", process: "connect", callback_url: "/en/profile/" });
  await userEvent.keyboard("{Escape}");
  await userEvent.click(await screen.findByRole("button", { name: "Unlink Google" }));
  const question = within(await screen.findByRole("dialog", { name: "Unlink Google?" }));
  await userEvent.click(question.getByRole("button", { name: "Unlink" }));
  await expect
    .poll(() => requests.find(step("DELETE", "account/providers"))?.body)
    .toEqual({ provider: "google", account: "7" });
});

it("says why the last way in is not unlinked", async () => {
  const linked = { uid: "7", display: "ada-l", provider: GITHUB };
  open((asked) => {
    if (asked.path !== `${ACCOUNT}providers`) return undefined;
    if (asked.method === "GET") return answer({ status: 200, data: [linked] });
    return answer({ status: 400, errors: [{ code: "no_password", message: "?" }] }, 400);
  });
  await userEvent.click(await screen.findByRole("button", { name: "Unlink GitHub" }));
  const question = within(await screen.findByRole("dialog", { name: "Unlink GitHub?" }));
  await userEvent.click(question.getByRole("button", { name: "Unlink" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Set a password first");
});
