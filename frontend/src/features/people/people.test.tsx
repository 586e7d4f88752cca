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

const POLICY = {
  second_factor: "optional",
  quota_storage: 50e9,
  quota_file: null,
  quota_running: 1,
  quota_month: null,
};

type Special = NonNullable<Parameters<typeof serve>[1]>;

function open(special: Special = () => undefined, role: "admin" | "user" = "admin") {
  const requests = serve([], (asked) => {
    const said = special(asked);
    if (said) return said;
    if (asked.path === "/api/session/") return answer(signedIn({ role }));
    if (asked.path.startsWith("/api/admin/people/")) return answer({ next: null, results: [GRACE] });
    if (asked.path === "/api/admin/invitations/") return answer([INVITATION]);
    if (asked.path === "/api/admin/providers/") return answer([]);
    if (asked.path === "/api/admin/policy/") return answer(POLICY);
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
  ["Make administrator", "Make Grace an administrator?", ["PATCH", { role: "admin" }]],
  ["Deactivate", "Deactivate Grace?", ["PATCH", { is_active: false }]],
  ["Delete the account", "Delete the account of Grace?", ["DELETE", null]],
])("%s, after a question", async (name, title, request) => {
  const sent = open(({ method }) => (method === "GET" ? undefined : answer(GRACE)));
  await choose(name);
  const question = within(await screen.findByRole("dialog", { name: title }));
  await userEvent.click(question.getByRole("button", { name }));
  await expect
    .poll(() => sent().map(({ path, method, body }) => [path, method, body]))
    .toEqual([["/api/admin/people/g/", ...request]]);
});

it("who is looked for is looked for by the server, and one page follows another", async () => {
  const ada = { ...GRACE, id: "a", name: "Ada" };
  const asked: string[] = [];
  open(({ path }) => {
    if (!path.startsWith("/api/admin/people/")) return undefined;
    asked.push(path);
    if (path.includes("cursor=2")) return answer({ next: null, results: [ada] });
    return answer({ next: "http://localhost/api/admin/people/?search=a&cursor=2", results: [GRACE] });
  });
  await userEvent.type(await screen.findByRole("searchbox", { name: "Search people" }), "a");
  await expect.poll(() => asked).toContain("/api/admin/people/?search=a");
  const accounts = within(screen.getByRole("region", { name: "Accounts" }));
  await userEvent.click(await accounts.findByRole("button", { name: "Show more" }));
  expect(await accounts.findByText("Ada")).toBeTruthy();
  expect(asked.at(-1)).toBe("/api/admin/people/?search=a&cursor=2");
});

it("says that nobody is called what was typed", async () => {
  open(({ path }) => (path.includes("search=") ? answer({ next: null, results: [] }) : undefined));
  await userEvent.type(await screen.findByRole("searchbox", { name: "Search people" }), "xyz");
  expect(await screen.findByText("Nobody here is called that.")).toBeTruthy();
});

it("somebody’s own limits are typed in gigabytes, and what holds for everybody stands where they are empty", async () => {
  const sent = open(({ method }) => (method === "PATCH" ? answer(GRACE) : undefined));
  await choose("Limits…");
  const form = within(await screen.findByRole("dialog", { name: "Limits of Grace" }));
  const storage = await form.findByLabelText<HTMLInputElement>("Storage");
  expect([storage.value, storage.placeholder]).toEqual(["", "50"]);
  await userEvent.type(storage, "1.5");
  await userEvent.type(form.getByLabelText("Conversions at once"), "2");
  await userEvent.click(form.getByRole("button", { name: "Save" }));
  const limits = { quota_storage: 1.5e9, quota_file: null, quota_running: 2, quota_month: null };
  await expect.poll(() => sent().map((each) => each.body)).toEqual([limits]);
});

it("a limit for everybody is changed by typing it, and emptied to be none", async () => {
  const sent = open(({ method }) => (method === "PATCH" ? answer(POLICY) : undefined));
  await userEvent.type(await screen.findByLabelText("Films a month"), "30{Enter}");
  expect(await screen.findByText("Saved.")).toBeTruthy();
  await userEvent.clear(screen.getByLabelText("Conversions at once"));
  await userEvent.tab();
  await expect
    .poll(() => sent().map((each) => each.body))
    .toEqual([{ quota_month: 30 }, { quota_running: null }]);
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
  open(({ path }) =>
    path.startsWith("/api/admin/people/") ? answer({ code: "internal_error" }, 500) : undefined,
  );
  expect(await screen.findByRole("button", { name: "Try again" })).toBeTruthy();
});
