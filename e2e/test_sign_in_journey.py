"""People come in: the first administrator, invited and uninvited, with a second factor, with a passkey; and back out.

One program for all, in the order in which a household meets it. What one sets up for that is in the profile's journeys.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from e2e.household import (
    PASSWORD,
    FingerprintReader,
    Household,
    add_app,
    add_passkey,
    expect_desk,
    expect_door,
    fill_in,
    fill_in_no_passkeys,
    prove,
    sign_out,
)

LONG = 60_000  # ms, on two busy cores
ADA, BEN, CLEO = "ada@example.org", "ben@example.org", "cleo@example.org"
NEW_PASSWORD = "another horse battery"


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Household]:
    made = Household(tmp_path_factory.mktemp("household"), {"SIGNUP": "open"})
    made.program.start()
    yield made
    made.program.end()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """The browser that everybody at home uses. Each test leaves it signed out."""
    context = opened(browser)
    yield context.new_page()
    context.close()


@pytest.fixture
def another(browser: Browser) -> Iterator[Callable[[], BrowserContext]]:
    """Opens a browser that was never here."""
    contexts: list[BrowserContext] = []

    def open_another() -> BrowserContext:
        contexts.append(opened(browser))
        return contexts[-1]

    yield open_another
    for context in contexts:
        context.close()


def opened(browser: Browser) -> BrowserContext:
    context = browser.new_context(locale="en-GB", viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    context.set_default_timeout(LONG)
    expect.set_options(timeout=LONG)
    return context


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


def test_a_new_account_is_made_with_the_mails_code(household: Household, page: Page) -> None:
    page.get_by_role("link", name="Create an account").click()
    expect(page.get_by_role("heading", name="Create an account")).to_be_visible()
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
    sign_out(page)


def test_an_invitation_made_in_the_page_is_an_account_in_another_browser(
    household: Household, page: Page, another: Callable[[], BrowserContext]
) -> None:
    page.goto(household.address("/en/sign-in/?next=/en/people/"))
    fill_in(page, ADA)
    page.get_by_role("button", name="Invite somebody").click()
    page.get_by_role("dialog").get_by_label("E-mail address (optional)").fill(CLEO)
    page.get_by_role("button", name="Make the link").click()
    link = page.get_by_label("Link").input_value()
    page.get_by_role("button", name="Done").click()

    guest = another().new_page()
    guest.goto(link)
    expect(guest.get_by_label("E-mail address")).to_have_value(CLEO)
    assert not guest.get_by_label("E-mail address").is_editable()
    guest.get_by_label("New password", exact=True).fill(PASSWORD)
    guest.get_by_role("button", name="Create the account").click()
    expect_desk(guest)
    guest.get_by_role("button", name=re.compile("^Account of cleo")).click()
    expect(guest.get_by_role("menuitem", name="Profile")).to_be_visible()
    expect(guest.get_by_role("menuitem", name="People")).to_have_count(0)
    household.apps[CLEO] = add_app(guest)

    page.reload()
    expect(page.get_by_text("Nobody is invited at the moment.")).to_be_visible()
    expect(page.get_by_role("region", name="Accounts").get_by_text(CLEO)).to_be_visible()
    sign_out(page)


def test_a_session_ended_from_another_browser_leads_its_open_page_to_the_sign_in_and_then_back(
    household: Household, page: Page, another: Callable[[], BrowserContext]
) -> None:
    page.goto(household.address("/en/sign-in/?next=/en/history/"))
    deaf = another().new_page()
    deaf.route_web_socket(re.compile("/ws/"), lambda _: None)  # a line over which nothing ever comes
    deaf.goto(household.address("/en/sign-in/?next=/en/history/"))
    elsewhere = another().new_page()
    elsewhere.goto(household.address("/en/sign-in/?next=/en/profile/"))
    for each in (page, deaf):
        fill_in(each, BEN)
        expect(each.get_by_role("searchbox", name="Search by name")).to_be_visible()
    fill_in(elsewhere, BEN)

    elsewhere.get_by_role("button", name="Sign out all others").click()
    elsewhere.get_by_role("dialog").get_by_role("button", name="Sign out", exact=True).click()
    expect(elsewhere.get_by_text("You are signed in nowhere else.")).to_be_visible()
    expect_door(page)
    deaf.get_by_role("searchbox", name="Search by name").fill("Metropolis")
    expect_door(deaf)
    for each, where in ((page, "/en/history/$"), (deaf, r"/en/history/\?q=Metropolis$")):
        fill_in(each, BEN)
        expect(each.get_by_role("heading", name="History")).to_be_visible()
        expect(each).to_have_url(re.compile(where))
    sign_out(page)


def test_a_new_password_keeps_the_page_in_which_it_was_set_and_gives_it_a_new_line(
    household: Household, page: Page
) -> None:
    page.goto(household.address("/en/sign-in/?next=/en/profile/"))
    fill_in(page, BEN)
    password = page.get_by_role("region", name="Password", exact=True)
    password.get_by_role("button", name="Change password").click()
    password.get_by_label("Current password").fill(PASSWORD)
    password.get_by_label("New password").fill(NEW_PASSWORD)
    with page.expect_websocket(timeout=LONG):  # the old one went with the old session
        password.get_by_role("button", name="Change password").click()
    expect(password.get_by_text("Your password is changed.")).to_be_visible()
    sign_out(page)


def test_a_forgotten_password_is_changed_with_the_mails_code(household: Household, page: Page) -> None:
    page.get_by_role("link", name="Forgotten your password?").click()
    expect(page.get_by_role("heading", name="A new password")).to_be_visible()
    page.get_by_label("E-mail address").fill(BEN)
    page.get_by_role("button", name="Send the code").click()
    expect(page.get_by_role("heading", name="Check your mail")).to_be_visible()
    page.get_by_label("Code from the e-mail").fill(household.code_of_last_mail())
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    page.get_by_role("link", name="Back to sign-in").click()
    expect_door(page)
    fill_in(page, BEN)
    expect_desk(page)
    sign_out(page)


def test_a_passkey_is_enough_and_is_the_second_factor_of_a_password(
    household: Household, another: Callable[[], BrowserContext]
) -> None:
    context = another()
    fill_in_no_passkeys(context)
    page = context.new_page()
    reader = FingerprintReader(page)
    page.goto(household.address("/en/sign-in/"))
    fill_in(page, BEN)
    expect_desk(page)
    add_passkey(page, reader)
    sign_out(page)
    with reader.touched():
        page.get_by_role("button", name="Use a passkey").click()
        expect_desk(page)
    sign_out(page)

    fill_in(page, BEN)
    expect(page.get_by_text("Confirm with your passkey that it is you.")).to_be_visible()
    with reader.touched():
        page.get_by_role("button", name="Use a passkey").click()
        expect_desk(page)


def test_a_passkey_that_the_browser_offers_with_the_address_is_enough_without_any_press(
    household: Household, another: Callable[[], BrowserContext]
) -> None:
    page = another().new_page()
    reader = FingerprintReader(page)
    page.goto(household.address("/en/sign-in/"))
    fill_in(page, ADA)
    expect_desk(page)
    add_passkey(page, reader)
    page.context.clear_cookies()
    with reader.touched():
        page.goto(household.address("/en/history/"))
        expect(page.get_by_role("heading", name="History")).to_be_visible()


def test_an_app_gives_the_second_factor_once_in_a_trusted_browser_and_a_recovery_code_stands_in_elsewhere(
    household: Household, page: Page, another: Callable[[], BrowserContext]
) -> None:
    app = household.apps[CLEO]
    fill_in(page, CLEO)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.goto(household.address("/en/"))
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    prove(page, "Code from your app", "000000" if app.totp.now() != "000000" else "000001")
    expect(page.get_by_text("This code is not right")).to_be_visible()
    page.get_by_role("checkbox", name="Don’t ask again in this browser").check()
    prove(page, "Code from your app", app.code())
    expect_desk(page)
    sign_out(page)
    fill_in(page, CLEO)
    expect_desk(page)
    sign_out(page)

    elsewhere = another().new_page()
    elsewhere.goto(household.address("/en/sign-in/"))
    fill_in(elsewhere, CLEO)
    elsewhere.get_by_role("button", name="Use a recovery code").click()
    prove(elsewhere, "Recovery code", app.spare[0])
    expect_desk(elsewhere)
