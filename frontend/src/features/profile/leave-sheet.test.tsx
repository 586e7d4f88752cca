import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { account, step } from "@/testing/account";
import { answer, renderPage } from "@/testing/page";
import { Profile } from "./profile";

function open(...told: Parameters<typeof account>) {
  const requests = account(...told);
  renderPage(<Profile />);
  return requests;
}

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
