import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, renderPage, serve } from "@/testing/page";
import { ProviderSection } from "./provider-section";

const FIRM = {
  id: "firm",
  kind: "oidc",
  name: "Firm",
  client_id: "films",
  issuer: "https://sso.example.org/",
  groups_claim: "groups",
  admin_group: "hosts",
  callback_url: "http://localhost:3000/accounts/oidc/firm/login/callback/",
  from_settings: false,
  needs_secret: false,
  linked: 3,
};
const GOOGLE = {
  ...FIRM,
  id: "google",
  kind: "google",
  name: "Google",
  issuer: null,
  admin_group: null,
  callback_url: "http://localhost:3000/accounts/google/login/callback/",
  from_settings: true,
};

type Special = NonNullable<Parameters<typeof serve>[1]>;

function open(providers: object[], special: Special = () => undefined) {
  const requests = serve(
    [],
    (asked) => special(asked) ?? (asked.path === "/api/admin/providers/" ? answer(providers) : undefined),
  );
  renderPage(<ProviderSection />);
  return () =>
    requests.filter(({ method }) => method !== "GET").map(({ method, path, body }) => [method, path, body]);
}

const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }));
const say = async (field: HTMLElement, text: string) => {
  await userEvent.clear(field);
  await userEvent.paste(text);
};
const sheet = async (name: string) => within(await screen.findByRole("dialog", { name }));

it("says that there is none, and how it goes without", async () => {
  open([]);
  expect(await screen.findByText(/everybody signs in with a password/)).toBeTruthy();
});

it("tells where a provider is, whom it lets in and who is administrator by it", async () => {
  open([FIRM]);
  const row = within(await screen.findByRole("listitem"));
  expect(row.getByText(/sso\.example\.org ·/)).toBeTruthy();
  expect(row.getByText(/3 people linked/)).toBeTruthy();
  expect(row.getByText(/administrators: hosts/)).toBeTruthy();
});

it("an OpenID provider is added with the address to come back to that its name gives", async () => {
  const house = { ...FIRM, id: "oidc", name: "House", from_settings: true };
  const sent = open([GOOGLE, FIRM, house], ({ method }) =>
    method === "POST" ? answer(FIRM, 201) : undefined,
  );
  await press("Add a provider");
  const form = await sheet("Add a provider");
  await userEvent.click(form.getByRole("radio", { name: "OpenID Connect" }));
  await say(form.getByLabelText("Name"), "Firm");
  expect(form.getByLabelText<HTMLInputElement>("Address to come back to").value).toBe(
    "http://localhost:3000/accounts/oidc/firm-2/login/callback/",
  );
  await say(form.getByLabelText("Address of the provider"), "https://sso.example.org");
  await say(form.getByLabelText("Client ID"), "films");
  expect(form.getByRole<HTMLButtonElement>("button", { name: "Save" }).disabled).toBe(true);
  await say(form.getByLabelText("Client secret"), "hush");
  await userEvent.click(form.getByRole("button", { name: "Save" }));
  const body = { kind: "oidc", id: "firm-2", name: "Firm", issuer: "https://sso.example.org" };
  const rest = { client_id: "films", secret: "hush", groups_claim: "groups", admin_group: "" };
  await expect.poll(sent).toEqual([["POST", "/api/admin/providers/", { ...body, ...rest }]]);
});

it("Google needs no name and no address", async () => {
  const sent = open([], ({ method }) => (method === "POST" ? answer(GOOGLE, 201) : undefined));
  await press("Add a provider");
  const form = await sheet("Add a provider");
  await say(form.getByLabelText("Client ID"), "films");
  await say(form.getByLabelText("Client secret"), "hush");
  await userEvent.click(form.getByRole("button", { name: "Save" }));
  const body = { kind: "google", client_id: "films", secret: "hush" };
  await expect.poll(sent).toEqual([["POST", "/api/admin/providers/", body]]);
});

it("what is wrong with the address is said beside it", async () => {
  open([FIRM], ({ method }) =>
    method === "PATCH"
      ? answer(
          {
            code: "invalid_request",
            errors: { issuer: ["…"] },
            codes: { issuer: ["other_issuer"] },
            issuer: "https://sso.example.org/realms/films",
          },
          422,
        )
      : undefined,
  );
  await press("Edit Firm");
  const form = await sheet("Firm");
  await userEvent.click(form.getByRole("button", { name: "Save" }));
  const field = await form.findByLabelText("Address of the provider");
  await expect.poll(() => document.activeElement).toBe(field);
  expect(
    form.getByText(
      "The provider there calls itself https://sso.example.org/realms/films. Enter exactly that.",
    ),
  ).toBeTruthy();
  expect(form.queryByRole("alert")).toBeNull();
});

it("a change leaves the secret alone unless one is said", async () => {
  const sent = open([FIRM], ({ method }) => (method === "PATCH" ? answer(FIRM) : undefined));
  await press("Edit Firm");
  const form = await sheet("Firm");
  await say(form.getByLabelText("Name"), "Club");
  await userEvent.click(form.getByRole("button", { name: "Save" }));
  const body = { name: "Club", issuer: FIRM.issuer, client_id: "films" };
  await expect
    .poll(sent)
    .toEqual([
      ["PATCH", "/api/admin/providers/firm/", { ...body, groups_claim: "groups", admin_group: "hosts" }],
    ]);
});

it("a secret that can't be read any more is asked for", async () => {
  open([{ ...FIRM, needs_secret: true }]);
  expect(await screen.findByText("Enter the secret again")).toBeTruthy();
  await press("Edit Firm");
  expect((await sheet("Firm")).getByRole<HTMLButtonElement>("button", { name: "Save" }).disabled).toBe(true);
});

it("is removed only after it was said who would be left without a way in", async () => {
  const sent = open([FIRM], ({ method, path }) => {
    if (method !== "DELETE") return undefined;
    return path.endsWith("?force=true")
      ? new Response(null, { status: 204 })
      : answer({ code: "people_left_out", people: 2 }, 409);
  });
  await press("Edit Firm");
  await userEvent.click((await sheet("Firm")).getByRole("button", { name: "Remove" }));
  const question = await sheet("Remove Firm?");
  expect(question.getByText(/3 people can no longer come in by it/)).toBeTruthy();
  await userEvent.click(question.getByRole("button", { name: "Remove" }));
  const again = await sheet("Shut 2 people out?");
  await userEvent.click(again.getByRole("button", { name: "Remove it all the same" }));
  await expect
    .poll(sent)
    .toEqual(["", "?force=true"].map((query) => ["DELETE", `/api/admin/providers/firm/${query}`, null]));
});

it("one of variables can be looked at, and says who can change it", async () => {
  open([GOOGLE]);
  expect(await screen.findByText("Set on the server")).toBeTruthy();
  await press("Details of Google");
  const told = await sheet("Google");
  expect(told.getByText(/GOOGLE_CLIENT_ID/)).toBeTruthy();
  expect(told.getByLabelText<HTMLInputElement>("Address to come back to").value).toBe(GOOGLE.callback_url);
  expect(told.queryByRole("button", { name: "Save" })).toBeNull();
});
