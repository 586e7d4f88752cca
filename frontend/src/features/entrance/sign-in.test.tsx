import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { answer, renderPage, serve } from "@/testing/page";
import { anybody } from "@/testing/sessions";
import { SetUp } from "./set-up";
import { SignIn } from "./sign-in";
import { SignUp } from "./sign-up";

const AUTH = "/_allauth/browser/v1/auth/";

const steps = (...flows: object[]) => answer({ status: 401, data: { flows }, meta: {} }, 401);

/** The server of `session`: `login` answers a password, `code` a second factor. */
function entrance(session = anybody(), answers: Record<string, () => Response> = {}) {
  return serve([], ({ method, path }) => {
    if (path === "/api/session/") return answer(session);
    const special = answers[`${method} ${path.replace(AUTH, "")}`];
    if (special) return special();
    return path === `${AUTH}session` ? steps({ id: "login" }) : undefined;
  });
}

async function signIn() {
  await userEvent.type(await screen.findByLabelText("E-mail address"), "ada@example.org");
  await userEvent.type(screen.getByLabelText("Password"), "correct horse");
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
}

describe("the sign-in", () => {
  it("says in plain words what the server refuses", async () => {
    const errors = [{ code: "email_password_mismatch", message: "no", param: "password" }];
    entrance(anybody(), { "POST login": () => answer({ status: 400, errors }, 400) });
    renderPage(<SignIn />);
    await signIn();
    expect(await screen.findByText(/don’t belong together/)).toBeTruthy();
  });

  it("says that nobody can sign in where attempts can’t be counted", async () => {
    const problem = { code: "sign_in_unavailable", title: "no" };
    entrance(anybody(), { "POST login": () => answer(problem, 503) });
    renderPage(<SignIn />);
    await signIn();
    expect(await screen.findByText(/^Nobody can sign in right now\./)).toBeTruthy();
  });

  it("asks for the second factor, and answers the question of trust as was ticked", async () => {
    const types = ["totp", "recovery_codes"];
    const asked = entrance(anybody(), {
      "POST login": () => steps({ id: "mfa_authenticate", is_pending: true, types }),
      "POST 2fa/authenticate": () => steps({ id: "mfa_trust", is_pending: true }),
      "POST 2fa/trust": () => answer({ status: 200, data: {} }),
    });
    renderPage(<SignIn />);
    await signIn();
    await userEvent.type(await screen.findByLabelText("Code from your app"), "123456");
    await userEvent.click(screen.getByRole("checkbox"));
    await userEvent.click(screen.getByRole("button", { name: "Continue" }));
    await expect
      .poll(() => asked.filter(({ path }) => path.includes("2fa")).map(({ body }) => body))
      .toEqual([{ code: "123456" }, { trust: true }]);
  });

  it("offers the providers that the server has", async () => {
    entrance(anybody({ providers: [{ id: "github", name: "GitHub" }] }));
    renderPage(<SignIn />);
    expect(await screen.findByRole("button", { name: "Continue with GitHub" })).toBeTruthy();
    expect(screen.getByText("or")).toBeTruthy();
  });

  it("speaks of no other way where there is none", async () => {
    entrance();
    renderPage(<SignIn />);
    expect(await screen.findByLabelText("E-mail address")).toBeTruthy();
    expect(screen.queryByText("or")).toBeNull();
  });
});

describe("the sign-up", () => {
  it.each([
    ["closed", "No new accounts here"],
    ["invitation", "By invitation only"],
    ["open", "Create an account"],
  ] as const)("that is %s says so", async (sign_up, title) => {
    entrance(anybody({ sign_up }));
    renderPage(<SignUp />);
    expect(await screen.findByRole("heading", { name: title })).toBeTruthy();
  });

  it("of somebody invited is for their address", async () => {
    entrance(anybody({ sign_up: "invitation", invited: { email: "ben@example.org" } }));
    renderPage(<SignUp />);
    const field = await screen.findByLabelText<HTMLInputElement>("E-mail address");
    expect([field.value, field.readOnly]).toEqual(["ben@example.org", true]);
  });
});

it("an invitation is taken up once the session has brought the proof that this page asks", async () => {
  window.history.replaceState(null, "", "/en/sign-up/?invitation=abc");
  let bring = (_: Response) => {};
  const brought = new Promise<Response>((resolve) => {
    bring = resolve;
  });
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname } = new URL(request.url);
    asked.push(pathname);
    if (pathname === "/api/session/") return (await brought).clone();
    return pathname === `${AUTH}session` ? steps({ id: "login" }) : answer({ email: "" });
  });
  renderPage(<SignUp />);
  await expect.poll(() => asked).toContain(`${AUTH}session`);
  expect(asked).not.toContain("/api/invitations/accept/");
  bring(answer(anybody({ sign_up: "invitation", invited: { email: "ben@example.org" } })));
  await expect.poll(() => asked).toContain("/api/invitations/accept/");
  expect(await screen.findByDisplayValue("ben@example.org")).toBeTruthy();
  window.history.replaceState(null, "", "/");
});

it("the set-up asks from elsewhere for the log's code, and says when it is another's", async () => {
  const session = anybody({ set_up: false, setup_needs_code: true });
  entrance(session, { "POST /api/setup/": () => answer({ code: "forbidden", title: "no" }, 403) });
  renderPage(<SetUp />);
  await userEvent.type(await screen.findByLabelText("Code from the server’s log"), "AAAA");
  await userEvent.type(screen.getByLabelText("E-mail address"), "ada@example.org");
  await userEvent.type(screen.getByLabelText("Password"), "correct horse battery");
  await userEvent.click(screen.getByRole("button", { name: "Create the administrator" }));
  expect(await screen.findByText(/not the code of this server/)).toBeTruthy();
});
