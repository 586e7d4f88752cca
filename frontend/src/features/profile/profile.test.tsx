import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { account, HERE, RECOVERY, step, TOKEN } from "@/testing/account";
import { answer, renderPage } from "@/testing/page";
import { local, signedIn } from "@/testing/sessions";
import { Profile } from "./profile";

const CODES = ["3b1c9f02", "77aa10de"];

function open(...told: Parameters<typeof account>) {
  const requests = account(...told);
  renderPage(<Profile />);
  return requests;
}

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

it("sends who has no proof here but a provider to sign in again before the way in changes", async () => {
  open((asked) =>
    step("DELETE", "/authenticators/totp")(asked)
      ? answer({ code: "proof_needed", title: "?", flows: [] }, 403)
      : undefined,
  );
  await userEvent.click(await screen.findByRole("button", { name: "Turn it off" }));
  const question = within(await screen.findByRole("dialog", { name: "Turn off the authenticator app?" }));
  await userEvent.click(question.getByRole("button", { name: "Turn it off" }));
  expect(await screen.findByRole("button", { name: "Sign in again" })).toBeTruthy();
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

it("a token is made after the proof that it wants, and all are revoked after a question", async () => {
  let isProven = false;
  const requests = open((asked) => {
    if (step("POST", "reauthenticate")(asked)) {
      isProven = true;
      return answer({ status: 200, data: {} });
    }
    if (step("DELETE", "/api/tokens/")(asked)) return new Response(null, { status: 204 });
    if (asked.path === "/api/tokens/" && asked.method === "GET")
      return answer([TOKEN, { ...TOKEN, id: "5f0c6f6e-0000-4000-8000-000000000009" }]);
    if (!step("POST", "/api/tokens/")(asked)) return undefined;
    const problem = { code: "proof_needed", title: "?", flows: [{ id: "reauthenticate" }] };
    return isProven ? answer({ ...TOKEN, token: "mkv_secret" }, 201) : answer(problem, 403);
  });
  await userEvent.click(await screen.findByRole("button", { name: "Make a token" }));
  const form = within(await screen.findByRole("dialog", { name: "Make a token" }));
  await userEvent.type(form.getByLabelText("Name"), "Script");
  await userEvent.click(form.getByRole("button", { name: "Make a token" }));
  const question = within(await screen.findByRole("dialog", { name: "Is it still you?" }));
  await userEvent.type(question.getByLabelText("Password"), "correct horse");
  await userEvent.click(question.getByRole("button", { name: "Go on" }));
  expect(await screen.findByDisplayValue("mkv_secret")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "I have kept it" }));
  await userEvent.click(await screen.findByRole("button", { name: "Revoke all" }));
  const last = within(await screen.findByRole("dialog", { name: "Revoke all 2 tokens?" }));
  await userEvent.click(last.getByRole("button", { name: "Revoke" }));
  await waitFor(() => expect(requests.some(step("DELETE", "/api/tokens/"))).toBe(true));
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
