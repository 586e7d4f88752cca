"""One's own account in the page: name and address, what one proves with, where one is signed in, what scripts may, what
one's films take; the way out with all of it. And what administrators do with the accounts of others."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from e2e.conftest import Films
from e2e.hosts import OWNER, Hosts
from e2e.household import PASSWORD, FingerprintReader, Household, fill_in, fill_in_no_passkeys, prove

LONG = 60_000  # ms, on two busy cores


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosts]:
    made = Hosts(tmp_path_factory.mktemp("accounts"))
    try:
        made.program.start()
        with made.program.client() as client:
            assert client.post("/api/setup/", json={"email": OWNER, "password": PASSWORD}).status_code == 204
        yield made
    finally:
        made.end()


def sign_in(page: Page, household: Household, email: str, to: str = "profile") -> None:
    page.goto(household.address(f"/en/sign-in/?next=/en/{to}/"))
    fill_in(page, email)


def section(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def sheet(page: Page, name: str) -> Locator:
    return page.get_by_role("dialog", name=name)


def say_password(page: Page) -> None:
    """What changes how one comes in is asked for once more."""
    question = sheet(page, "Is it still you?")
    question.get_by_label("Password").fill(PASSWORD, timeout=LONG)
    question.get_by_role("button", name="Go on").click()


@pytest.fixture
def other(browser: Browser) -> Iterator[BrowserContext]:
    """A second browser of the same person."""
    opened = browser.new_context(locale="en-GB", viewport={"width": 390, "height": 844})
    yield opened
    opened.close()


def test_an_authenticator_app_is_set_up_and_its_codes_and_recovery_codes_let_in_once(
    household: Hosts, page: Page, other: BrowserContext
) -> None:
    household.make("ada@example.org")
    sign_in(page, household, "ada@example.org")
    factor = section(page, "Authenticator app")
    factor.get_by_role("button", name="Set it up").click(timeout=LONG)
    setup = sheet(page, "Authenticator app")
    expect(setup.get_by_role("img", name="QR code")).to_be_visible(timeout=LONG)
    app = pyotp.TOTP(setup.get_by_label("Key").input_value().replace(" ", ""))
    setup.get_by_label("Code from the app").fill("000000" if app.now() != "000000" else "000001")
    setup.get_by_role("button", name="Turn it on").click()
    expect(setup.get_by_role("alert")).to_contain_text("not right", timeout=LONG)
    setup.get_by_label("Code from the app").fill(app.now())
    setup.get_by_role("button", name="Turn it on").click()
    say_password(page)

    kept = sheet(page, "Your recovery codes")
    expect(kept.get_by_role("listitem")).to_have_count(10, timeout=LONG)
    codes = kept.get_by_role("listitem").all_inner_texts()
    kept.get_by_role("button", name="I have kept them").click()
    expect(factor.get_by_text("On", exact=True)).to_be_visible()
    expect(section(page, "Recovery codes").get_by_text("10 left")).to_be_visible()

    phone = other.new_page()
    sign_in(phone, household, "ada@example.org")
    phone.get_by_role("button", name="Use a recovery code").click(timeout=LONG)
    prove(phone, "Recovery code", codes[0])
    expect(section(phone, "Recovery codes").get_by_text("9 left")).to_be_visible(timeout=LONG)

    other.clear_cookies()
    sign_in(phone, household, "ada@example.org")
    phone.get_by_role("button", name="Use a recovery code").click(timeout=LONG)
    prove(phone, "Recovery code", codes[0])
    expect(phone.get_by_text("This code is not right, or was used already.")).to_be_visible(timeout=LONG)
    phone.get_by_role("button", name="Without a recovery code").click()
    # The next one, by a clock that is ahead: the present one was used to set the app up.
    prove(phone, "Code from your app", app.at(int(time.time()) + app.interval))
    expect(section(phone, "Authenticator app")).to_be_visible(timeout=LONG)


def test_a_passkey_is_made_signs_in_without_a_password_and_is_removed(household: Hosts, page: Page) -> None:
    reader = FingerprintReader(page)
    fill_in_no_passkeys(page.context)
    household.make("grace@example.org")
    sign_in(page, household, "grace@example.org")
    passkeys = section(page, "Passkeys")
    passkeys.get_by_role("button", name="Add a passkey").click(timeout=LONG)
    asked = sheet(page, "Add a passkey")
    asked.get_by_label("Name").fill("Laptop")
    with reader.touched():
        asked.get_by_role("button", name="Create").click()
        say_password(page)
        sheet(page, "Your recovery codes").get_by_role("button", name="I have kept them").click(timeout=LONG)
    expect(passkeys.get_by_text("Laptop", exact=True)).to_be_visible()

    page.context.clear_cookies()
    page.goto(household.address("/en/sign-in/?next=/en/profile/"))
    with reader.touched():
        page.get_by_role("button", name="Use a passkey").click(timeout=LONG)
        expect(passkeys.get_by_text("Last used")).to_be_visible(timeout=LONG)

    passkeys.get_by_role("button", name="Remove Laptop").click()
    sheet(page, "Remove the passkey Laptop?").get_by_role("button", name="Remove", exact=True).click()
    say_password(page)
    expect(passkeys).to_be_visible()
    expect(passkeys.get_by_text("Laptop", exact=True)).to_be_hidden(timeout=LONG)


def test_a_token_is_shown_once_does_what_it_may_alone_and_is_void_once_revoked(household: Hosts, page: Page) -> None:
    household.make("alan@example.org")
    sign_in(page, household, "alan@example.org")
    tokens = section(page, "Tokens for scripts")
    tokens.get_by_role("button", name="Make a token").click(timeout=LONG)
    asked = sheet(page, "Make a token")
    asked.get_by_label("Name").fill("Home Assistant")
    asked.get_by_role("button", name="Make a token").click()
    say_password(page)
    made = sheet(page, "Your new token")
    text = made.get_by_label("Home Assistant").input_value(timeout=LONG)
    made.get_by_role("button", name="I have kept it").click()

    with httpx.Client(base_url=household.program.url, headers={"Authorization": f"Bearer {text}"}) as script:
        assert script.get("/api/jobs/").status_code == 200
        assert script.post("/api/upload/").json()["code"] == "scope_missing"
        page.reload()
        expect(tokens.get_by_text("Last used")).to_be_visible(timeout=LONG)
        expect(page.get_by_text(text)).to_have_count(0)
        tokens.get_by_role("button", name="Revoke Home Assistant").click()
        sheet(page, "Revoke the token Home Assistant?").get_by_role("button", name="Revoke", exact=True).click()
        expect(tokens.get_by_text("Home Assistant")).to_be_hidden(timeout=LONG)
        assert script.get("/api/jobs/").status_code == 401


def test_a_session_is_ended_from_another_browser_and_a_new_password_ends_all_others(
    household: Hosts, page: Page, other: BrowserContext
) -> None:
    household.make("mary@example.org")
    sign_in(page, household, "mary@example.org")
    devices = section(page, "Signed-in devices")
    expect(devices.get_by_text("You are signed in nowhere else.")).to_be_visible(timeout=LONG)
    phone = other.new_page()
    sign_in(phone, household, "mary@example.org")
    expect(section(phone, "Signed-in devices").get_by_role("listitem")).to_have_count(2, timeout=LONG)

    page.reload()
    devices.get_by_role("button", name="Sign out all others").click(timeout=LONG)
    sheet(page, "Sign out this device?").get_by_role("button", name="Sign out", exact=True).click()
    expect(devices.get_by_text("You are signed in nowhere else.")).to_be_visible(timeout=LONG)
    phone.reload()
    expect(phone.get_by_role("button", name="Sign in", exact=True)).to_be_visible(timeout=LONG)

    sign_in(phone, household, "mary@example.org")
    expect(section(phone, "Password")).to_be_visible(timeout=LONG)
    password = section(page, "Password")
    password.get_by_role("button", name="Change password").click()
    password.get_by_label("Current password").fill(PASSWORD)
    password.get_by_label("New password").fill("seven sleepy herons")
    password.get_by_role("button", name="Change password").click()
    expect(password.get_by_text("Your password is changed.")).to_be_visible(timeout=LONG)
    phone.reload()
    expect(phone.get_by_role("button", name="Sign in", exact=True)).to_be_visible(timeout=LONG)


def test_ones_name_and_address_are_changed_and_the_new_address_is_proven_by_its_mail(
    household: Hosts, page: Page
) -> None:
    household.make("lovelace@example.org")
    sign_in(page, household, "lovelace@example.org")
    page.get_by_role("button", name="Change your name").click(timeout=LONG)
    sheet(page, "Change your name").get_by_label("Name").fill("Ada Lovelace")
    sheet(page, "Change your name").get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Account of Ada Lovelace")).to_be_visible(timeout=LONG)

    email = section(page, "E-mail address")
    email.get_by_role("button", name="Change the address").click()
    sheet(page, "Change the address").get_by_label("New e-mail address").fill("Countess@example.org")
    sheet(page, "Change the address").get_by_role("button", name="Send the code").click()
    say_password(page)
    expect(sheet(page, "Check your mail")).to_be_visible(timeout=LONG)
    page.reload()
    email.get_by_role("button", name="Type the code").click(timeout=LONG)
    asked = sheet(page, "Check your mail")
    asked.get_by_label("Code from the e-mail").fill("ABC-DEF")
    asked.get_by_role("button", name="Confirm").click()
    expect(asked.get_by_role("alert")).to_contain_text("not right", timeout=LONG)
    asked.get_by_label("Code from the e-mail").fill(household.code_of_last_mail())
    asked.get_by_role("button", name="Confirm").click()
    expect(email.get_by_text("Your address is changed.")).to_be_visible(timeout=LONG)
    expect(email.get_by_text("You sign in with countess@example.org")).to_be_visible(timeout=LONG)
    assert household.browser().sign_in("lovelace@example.org", PASSWORD).status_code == 400
    assert household.browser().sign_in("countess@example.org", PASSWORD).status_code == 200


def test_what_films_take_is_shown_ones_data_is_downloaded_and_with_the_account_everything_goes(
    household: Hosts, page: Page, films: Films
) -> None:
    guest = household.welcome("joan@example.org")
    joan = guest.get("/api/session/").json()["user"]["id"]
    limits = {"quota_storage": 10**9, "quota_running": 2}
    assert household.owner.patch(f"/api/admin/people/{joan}/", limits).status_code == 200
    with films.plays_as_it_is().open("rb") as film:
        assert guest.client.post(
            "/api/upload/", headers={"X-CSRFToken": guest.csrf}, files={"file": ("Joan’s.mp4", film)}
        ).is_success

    sign_in(page, household, "joan@example.org")
    usage = section(page, "Usage")
    expect(usage.get_by_text("of 1 GB", exact=True)).to_be_visible(timeout=LONG)
    expect(usage.get_by_text("0 of 2")).to_be_visible()
    expect(usage.get_by_role("meter", name="Storage")).to_be_attached()
    data = section(page, "Your data")
    with page.expect_download() as download:
        data.get_by_role("link", name="Download my data").click()
    assert download.value.suggested_filename == "mkv2castui-my-data.json"
    told = json.loads(Path(download.value.path()).read_text())
    assert told["account"]["email"] == "joan@example.org"
    assert [film["filename"] for film in told["films"]] == ["Joan’s.mp4"]
    assert OWNER not in json.dumps(told)

    data.get_by_role("button", name="Delete my account").click()
    farewell = sheet(page, "Delete your account?")
    farewell.get_by_role("checkbox", name="Yes, delete all of this for good").click()
    farewell.get_by_role("button", name="Delete my account").click()
    say_password(page)
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible(timeout=LONG)
    assert household.browser().sign_in("joan@example.org", PASSWORD).status_code == 400
    assert household.owner.get("/api/admin/people/?search=joan").json()["results"] == []
    program = household.program
    program.wait_until(lambda: not any(path.is_file() for path in (program.data / "jobs").rglob("*")))


def test_an_administrator_looks_for_somebody_gives_them_limits_and_deletes_their_account(
    household: Hosts, page: Page
) -> None:
    household.make("stranger@example.org")
    sign_in(page, household, OWNER, to="people")
    accounts = section(page, "Accounts")
    accounts.get_by_role("searchbox", name="Search people").fill("STRANG", timeout=LONG)
    expect(accounts.get_by_role("listitem")).to_have_count(1, timeout=LONG)
    menu = accounts.get_by_role("button", name="Change stranger@example.org")
    menu.click()
    page.get_by_role("menuitem", name="Limits…").click()
    limits = sheet(page, "Limits of stranger@example.org")
    limits.get_by_label("Storage").fill("1.5")
    limits.get_by_role("button", name="Save").click()
    expect(accounts.get_by_text("limits of their own")).to_be_visible(timeout=LONG)
    [stranger] = household.owner.get("/api/admin/people/?search=stranger").json()["results"]
    assert (stranger["quota_storage"], stranger["quota_running"]) == (1_500_000_000, None)
    menu.click()
    page.get_by_role("menuitem", name="Delete the account").click()
    question = sheet(page, "Delete the account of stranger@example.org?")
    question.get_by_role("button", name="Delete the account").click()
    expect(accounts.get_by_text("Nobody here is called that.")).to_be_visible(timeout=LONG)
    assert household.browser().sign_in("stranger@example.org", PASSWORD).status_code == 400
