"""People come in: the first administrator, a new account by mail's code, a forgotten password, and back out.

One program for all, in the order in which a household meets it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.test_accessibility import AXE, expect_no_barrier
from testing.live_server import LiveServer

LONG = 60_000  # ms, on two busy cores
PASSWORD = "correct horse battery"
ADA, BEN = "ada@example.org", "ben@example.org"

ASK = """async ([method, path, body]) => {
  const token = document.cookie.match(/mkv2castui_csrf=([^;]+)/)[1];
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const url = "/_allauth/browser/v1/" + path;
  const response = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
  return response.json();
}"""


class Household:
    """The program, and where its mails land."""

    def __init__(self, folder: Path) -> None:
        self.mails = folder / "mails"
        self.mails.mkdir()
        variables = {"REQUIRE_AUTH": "true", "SIGNUP": "open", "EMAIL_URL": f"filemail://{self.mails}"}
        self.program = LiveServer(folder / "data", folder / "log", variables)

    def address(self, path: str) -> str:
        return f"http://localhost:{self.program.port}{path}"

    def code_of_last_mail(self) -> str:
        def found() -> list[str]:
            newest = sorted(self.mails.iterdir(), key=lambda mail: mail.stat().st_mtime_ns)[-1:]
            return [
                code for mail in newest for code in re.findall(r"^([A-Z0-9]{3,}-[A-Z0-9-]+)$", mail.read_text(), re.M)
            ]

        self.program.wait_until(found)
        return found()[-1]


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Household]:
    made = Household(tmp_path_factory.mktemp("household"))
    made.program.start()
    yield made
    made.program.end()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    context.set_default_timeout(LONG)
    expect.set_options(timeout=LONG)
    yield context.new_page()
    context.close()


def ask(page: Page, method: str, path: str, body: object = None) -> dict[str, Any]:
    answer: dict[str, Any] = page.evaluate(ASK, [method, path, body])
    return answer


def fill_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def expect_desk(page: Page) -> None:
    expect(page.get_by_role("heading", name="Which device will play it?")).to_be_visible()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Account of")).click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_whoever_comes_first_is_led_to_the_set_up_and_becomes_administrator(household: Household, page: Page) -> None:
    page.goto(household.address("/en/history/"))
    expect(page.get_by_role("heading", name="Who looks after this server?")).to_be_visible()
    assert page.get_by_label("Code from the server’s log").count() == 0
    page.get_by_label("Your name").fill("Ada Lovelace")
    page.get_by_label("E-mail address").fill(ADA)
    page.get_by_label("Password", exact=True).fill("password123")
    page.get_by_role("button", name="Create the administrator").click()
    expect(page.get_by_text("Many people use this password")).to_be_visible()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create the administrator").click()
    expect(page.get_by_role("button", name="Account of Ada Lovelace")).to_be_visible()
    expect(page).to_have_url(re.compile("/en/history/$"))
    sign_out(page)


def test_nobody_sees_the_desk_before_they_have_signed_in_and_then_they_are_where_they_wanted(
    household: Household, page: Page
) -> None:
    page.goto(household.address("/en/history/"))
    expect(page).to_have_url(re.compile(r"/en/sign-in/\?next="))
    fill_in(page, ADA, "not my password")
    expect(page.get_by_text("don’t belong together")).to_be_visible()
    fill_in(page, ADA)
    expect(page).to_have_url(re.compile("/en/history/$"))
    sign_out(page)


def test_a_link_of_a_strangers_leads_nowhere_else(household: Household, page: Page) -> None:
    page.goto(household.address("/en/sign-in/?next=//evil.example/en/"))
    fill_in(page, ADA)
    expect_desk(page)
    assert page.url == household.address("/en/")
    sign_out(page)


@pytest.mark.skipif(not AXE.exists(), reason="the front end's packages are not installed")
@pytest.mark.parametrize("path", ["sign-in", "sign-up", "reset-password"])
def test_the_entrance_has_no_barrier(household: Household, page: Page, path: str) -> None:
    page.goto(household.address(f"/en/{path}/"))
    expect(page.get_by_label("E-mail address")).to_be_visible()
    expect_no_barrier(page)


def test_a_new_account_is_made_with_the_mails_code(household: Household, page: Page) -> None:
    page.goto(household.address("/en/sign-in/"))
    page.get_by_role("link", name="Create an account").click()
    page.get_by_label("E-mail address").fill(BEN)
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create the account").click()
    expect(page.get_by_role("heading", name="Check your mail")).to_be_visible()
    page.reload()  # what was begun is not lost
    page.get_by_label("Code from the e-mail").fill("AAAA-AAAA")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("This code is not right")).to_be_visible()
    page.get_by_label("Code from the e-mail").fill(household.code_of_last_mail())
    page.get_by_role("button", name="Confirm").click()
    expect_desk(page)


def test_a_session_that_ends_elsewhere_leads_to_the_sign_in_and_back(household: Household, page: Page) -> None:
    page.goto(household.address("/en/history/"))
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    ask(page, "DELETE", "auth/session")
    page.reload()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    fill_in(page, BEN)
    expect(page).to_have_url(re.compile("/en/history/$"))


def test_a_forgotten_password_is_changed_with_the_mails_code(household: Household, page: Page) -> None:
    sign_out(page)
    page.get_by_role("link", name="Forgotten your password?").click()
    page.get_by_label("E-mail address").fill(BEN)
    page.get_by_role("button", name="Send the code").click()
    expect(page.get_by_role("heading", name="Check your mail")).to_be_visible()
    page.get_by_label("Code from the e-mail").fill(household.code_of_last_mail())
    page.get_by_label("New password", exact=True).fill("another horse battery")
    page.get_by_role("button", name="Set the password").click()
    page.get_by_role("link", name="Back to sign-in").click()
    fill_in(page, BEN, "another horse battery")
    expect_desk(page)
    sign_out(page)
