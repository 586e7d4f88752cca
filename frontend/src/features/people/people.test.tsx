import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, renderPage, serve } from "@/testing/page";
import { signedIn } from "@/testing/sessions";
import { People } from "./people";

const GRACE = {
  id: "g",
  email: "grace@example.org",
  name: "Grace",
  role: "user",
  is_active: true,
  date_joined: "2026-11-22T20:00:00Z",
  last_login: null,
};
const INVITATION = {
  id: "i",
  email: "",
  role: "user",
  created_at: "2026-11-22T20:00:00Z",
  expires_at: "2026-11-29T20:00:00Z",
};
const ENTRY = {
  id: 1,
  at: "2026-11-22T20:00:00Z",
  kind: "signed_in",
  actor: "grace@example.org",
  address: "192.0.2.1",
  agent: "",
  about: {},
};

type Special = NonNullable<Parameters<typeof serve>[1]>;

function open(special: Special = () => undefined, role: "admin" | "user" = "admin") {
  const requests = serve([], (asked) => {
    const said = special(asked);
    if (said) return said;
    if (asked.path === "/api/session/") return answer(signedIn({ role }));
    if (asked.path === "/api/admin/people/") return answer([GRACE]);
    if (asked.path === "/api/admin/invitations/") return answer([INVITATION]);
    if (asked.path === "/api/admin/policy/") return answer({ second_factor: "optional" });
    if (asked.path.startsWith("/api/admin/audit/")) return answer({ next: null, results: [ENTRY] });
    return undefined;
  });
  renderPage(<People />);
  return () => requests.filter((each) => each.method !== "GET");
}

const choose = async (name: string) => {
  await userEvent.click(await screen.findByRole("button", { name: "Change Grace" }));
  await userEvent.click(await screen.findByRole("menuitem", { name }));
};

it("is for administrators alone", async () => {
  open(undefined, "user");
  expect(await screen.findByText("Only administrators see this page.")).toBeTruthy();
});

it.each([
  ["Make administrator", "Make Grace an administrator?", { role: "admin" }],
  ["Deactivate", "Deactivate Grace?", { is_active: false }],
])("%s, after a question", async (name, title, body) => {
  const sent = open(({ method }) => (method === "PATCH" ? answer(GRACE) : undefined));
  await choose(name);
  const question = within(await screen.findByRole("dialog", { name: title }));
  await userEvent.click(question.getByRole("button", { name }));
  await expect.poll(() => sent().map((each) => each.body)).toEqual([body]);
});

it("an invitation's link leads to the sign-up", async () => {
  open(({ method }) => (method === "POST" ? answer({ ...INVITATION, invitation: "abc" }, 201) : undefined));
  await userEvent.click(await screen.findByRole("button", { name: "Invite somebody" }));
  await userEvent.click(await screen.findByRole("button", { name: "Make the link" }));
  const link = await screen.findByLabelText<HTMLInputElement>("Link");
  expect(new URL(link.value).pathname + new URL(link.value).search).toBe("/en/sign-up/?invitation=abc");
});

it("the rule for second factors is changed with one click", async () => {
  const sent = open(({ method }) =>
    method === "PATCH" ? answer({ second_factor: "everybody" }) : undefined,
  );
  await userEvent.click(await screen.findByRole("radio", { name: "Required of everybody" }));
  await expect.poll(() => sent().map((each) => each.body)).toEqual([{ second_factor: "everybody" }]);
});

it("what happened is told in words", async () => {
  open();
  expect(await screen.findByText("Signed in")).toBeTruthy();
});

it("offers to try again when the accounts can't be read", async () => {
  open(({ path }) => (path === "/api/admin/people/" ? answer({ code: "internal_error" }, 500) : undefined));
  expect(await screen.findByRole("button", { name: "Try again" })).toBeTruthy();
});
