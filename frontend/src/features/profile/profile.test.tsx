import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, renderPage, serve } from "@/testing/page";
import { local, signedIn } from "@/testing/sessions";
import { Profile } from "./profile";

const ACCOUNT = "/_allauth/browser/v1/account/";
const CODES = ["3b1c9f02", "77aa10de"];
const RECOVERY = {
  type: "recovery_codes",
  created_at: 1_790_000_000,
  last_used_at: null,
  total_code_count: 10,
  unused_code_count: 2,
};
const TOTP = { type: "totp", created_at: 1_790_000_000, last_used_at: null };
const HERE = {
  id: 1,
  user_agent: "",
  ip: "192.0.2.1",
  created_at: 1_790_000_000,
  last_seen_at: 1_790_000_000,
  is_current: true,
};
const ELSEWHERE = { ...HERE, id: 2, is_current: false };
const TOKEN = {
  id: "t",
  name: "Script",
  prefix: "mkv_abc",
  scopes: ["read"],
  created_at: "2026-11-22T20:00:00Z",
  expires_at: null,
  last_used_at: null,
};

const USAGE = {
  storage_used: 0,
  storage_limit: null,
  file_limit: null,
  films_this_month: 0,
  month_limit: null,
  running_now: 0,
  running_limit: null,
};
const ADA = "ada@example.org";
const GITHUB = { id: "github", name: "GitHub" };

type Special = NonNullable<Parameters<typeof serve>[1]>;

/** Somebody with an app, two sessions and a token. */
function open(special: Special = () => undefined, session = signedIn({ has_second_factor: true })) {
  const requests = serve([], (asked) => {
    const said = special(asked);
    if (said) return said;
    if (asked.path === "/api/session/") return answer(session);
    if (asked.path === `${ACCOUNT}authenticators`) return answer({ status: 200, data: [TOTP, RECOVERY] });
    if (asked.path.endsWith("/auth/sessions")) return answer({ status: 200, data: [HERE, ELSEWHERE] });
    if (asked.path === `${ACCOUNT}email`)
      return answer({ status: 200, data: [{ email: ADA, verified: true, primary: true }] });
    if (asked.path === `${ACCOUNT}providers`) return answer({ status: 200, data: [] });
    if (asked.path === "/api/tokens/") return answer([TOKEN]);
    if (asked.path === "/api/usage/") return answer(USAGE);
    return undefined;
  });
  renderPage(<Profile />);
  return requests;
}

const step = (method: string, path: string) => (each: { method: string; path: string }) =>
  each.method === method && each.path.endsWith(path);

it("is nobody's where nobody signs in", async () => {
  open(undefined, local());
  expect(await screen.findByText(/there are no accounts/)).toBeTruthy();
});

it("asks for the password where the server wants it once more, then shows the codes", async () => {
  let isProven = false;
  const requests = open(({ path }) => {
    if (path.endsWith("/auth/reauthenticate")) {
      isProven = true;
      return answer({ status: 200, data: {} });
    }
    if (!path.endsWith("recovery-codes")) return undefined;
    return isProven
      ? answer({ status: 200, data: { ...RECOVERY, unused_codes: CODES } })
      : answer({ status: 401, data: { flows: [{ id: "reauthenticate" }] } }, 401);
  });
  await userEvent.click(await screen.findByRole("button", { name: "Show the codes" }));
  const question = within(await screen.findByRole("dialog", { name: "Is it still you?" }));
  await userEvent.type(question.getByLabelText("Password"), "correct horse");
  await userEvent.click(question.getByRole("button", { name: "Go on" }));
  expect(await screen.findByText("77aa10de")).toBeTruthy();
  expect(requests.find(step("POST", "reauthenticate"))?.body).toEqual({ password: "correct horse" });
});

it("says that a second factor is required, and hides what is refused until then", async () => {
  open(undefined, signedIn({ needs_second_factor: true }));
  expect(await screen.findByText("A second factor is required here.")).toBeTruthy();
  expect(screen.queryByRole("region", { name: "Tokens for scripts" })).toBeNull();
});

it("offers to try again when the account can't be read", async () => {
  open(({ path }) => (path === "/api/session/" ? answer({ code: "internal_error" }, 500) : undefined));
  expect(await screen.findByRole("button", { name: "Try again" })).toBeTruthy();
});

it("ends the other sessions after a question", async () => {
  const requests = open((asked) =>
    step("DELETE", "/auth/sessions")(asked) ? answer({ status: 200, data: [HERE] }) : undefined,
  );
  await userEvent.click(await screen.findByRole("button", { name: "Sign out all others" }));
  const question = within(await screen.findByRole("dialog", { name: "Sign out this device?" }));
  await userEvent.click(question.getByRole("button", { name: "Sign out" }));
  expect(await screen.findByText("You are signed in nowhere else.")).toBeTruthy();
  expect(requests.find(step("DELETE", "/auth/sessions"))?.body).toEqual({ sessions: [2] });
});

it("a token is made with what was ticked and shown once", async () => {
  const requests = open((asked) =>
    step("POST", "/api/tokens/")(asked) ? answer({ ...TOKEN, token: "mkv_secret" }, 201) : undefined,
  );
  await userEvent.click(await screen.findByRole("button", { name: "Make a token" }));
  const form = within(await screen.findByRole("dialog", { name: "Make a token" }));
  expect(form.queryByRole("checkbox", { name: /Administer/ })).toBeNull();
  await userEvent.type(form.getByLabelText("Name"), "Script");
  await userEvent.click(form.getByRole("checkbox", { name: /Convert/ }));
  await userEvent.click(form.getByRole("button", { name: "Make a token" }));
  expect(await screen.findByDisplayValue("mkv_secret")).toBeTruthy();
  expect(requests.find(step("POST", "/api/tokens/"))?.body).toEqual({
    name: "Script",
    scopes: ["read", "convert"],
    expires_in_days: 90,
  });
});

it("says in words why a password is refused", async () => {
  open((asked) =>
    step("POST", "password/change")(asked)
      ? answer({ status: 400, errors: [{ code: "password_too_common", message: "?" }] }, 400)
      : undefined,
  );
  await userEvent.click(await screen.findByRole("button", { name: "Change password" }));
  await userEvent.type(screen.getByLabelText("Current password"), "a");
  await userEvent.type(screen.getByLabelText("New password"), "b");
  await userEvent.click(screen.getByRole("button", { name: "Change password" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Many people use this password");
});

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

const leave = async () => {
  await userEvent.click(await screen.findByRole("button", { name: "Delete my account…" }));
  const sheet = within(await screen.findByRole("dialog", { name: "Delete your account?" }));
  await userEvent.click(sheet.getByRole("checkbox"));
  await userEvent.click(sheet.getByRole("button", { name: "Delete my account" }));
  return sheet;
};

it("an account is deleted only once it was ticked what goes with it", async () => {
  const requests = open();
  await userEvent.click(await screen.findByRole("button", { name: "Delete my account…" }));
  const sheet = within(await screen.findByRole("dialog", { name: "Delete your account?" }));
  const button = sheet.getByRole<HTMLButtonElement>("button", { name: "Delete my account" });
  expect(button.disabled).toBe(true);
  await userEvent.click(sheet.getByRole("checkbox"));
  expect(button.disabled).toBe(false);
  expect(requests.some(step("DELETE", "/api/account/"))).toBe(false);
});

it("an account is deleted after the proof that its owner asks", async () => {
  let isProven = false;
  const requests = open((asked) => {
    if (asked.path.endsWith("/auth/reauthenticate")) {
      isProven = true;
      return answer({ status: 200, data: {} });
    }
    if (!step("DELETE", "/api/account/")(asked)) return undefined;
    const problem = { code: "proof_needed", title: "?", flows: [{ id: "reauthenticate" }] };
    return isProven ? new Response(null, { status: 204 }) : answer(problem, 403);
  });
  await leave();
  const question = within(await screen.findByRole("dialog", { name: "Is it still you?" }));
  await userEvent.type(question.getByLabelText("Password"), "correct horse");
  await userEvent.click(question.getByRole("button", { name: "Go on" }));
  await expect.poll(() => requests.filter(step("DELETE", "/api/account/")).length).toBe(2);
});

it("who has no proof here but a provider is sent to sign in again", async () => {
  open((asked) =>
    step("DELETE", "/api/account/")(asked)
      ? answer({ code: "proof_needed", title: "?", flows: [] }, 403)
      : undefined,
  );
  await leave();
  expect(await screen.findByRole("button", { name: "Sign in again" })).toBeTruthy();
});

it("the last administrator is told why they have to stay", async () => {
  open((asked) =>
    step("DELETE", "/api/account/")(asked)
      ? answer({ code: "last_administrator", title: "?" }, 409)
      : undefined,
  );
  const sheet = await leave();
  expect((await sheet.findByRole("alert")).textContent).toContain("There has to be an administrator.");
});
