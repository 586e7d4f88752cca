"""One's own account in the page: what one proves with, where one is signed in, what scripts may."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from testing.live_server import LiveServer
from testing.sources import REPOSITORY

LONG = 60_000  # ms, on two busy cores
PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("accounts")
    server = LiveServer(folder / "data", folder / "log", {"REQUIRE_AUTH": "true"}).start()
    yield server
    server.end()


def make_account(program: LiveServer, email: str) -> None:
    """An administrator: the one kind of account that needs no mail."""
    command = [sys.executable, "-m", "mkv2castui.cli", "createadmin", "--email", email, "--data", str(program.data)]
    sources = os.pathsep.join([str(REPOSITORY / "engine"), str(REPOSITORY / "backend")])
    variables = {"PYTHONPATH": sources, "MKV2CASTUI_ADMIN_PASSWORD": PASSWORD, **program.variables}
    subprocess.run(command, env={**os.environ, **variables}, check=True, capture_output=True)


def address(program: LiveServer, page: str) -> str:
    """By name: passkeys belong to names, not to numbers."""
    return f"http://localhost:{program.port}/en/{page}"


def sign_in(page: Page, program: LiveServer, email: str) -> None:
    page.goto(address(program, "sign-in/?next=/en/profile/"))
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


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
    program: LiveServer, page: Page, other: BrowserContext
) -> None:
    make_account(program, "ada@example.org")
    sign_in(page, program, "ada@example.org")
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
    sign_in(phone, program, "ada@example.org")
    phone.get_by_role("button", name="Use a recovery code").click(timeout=LONG)
    prove(phone, "Recovery code", codes[0])
    expect(section(phone, "Recovery codes").get_by_text("9 left")).to_be_visible(timeout=LONG)

    other.clear_cookies()
    sign_in(phone, program, "ada@example.org")
    phone.get_by_role("button", name="Use a recovery code").click(timeout=LONG)
    prove(phone, "Recovery code", codes[0])
    expect(phone.get_by_text("This code is not right, or was used already.")).to_be_visible(timeout=LONG)
    phone.get_by_role("button", name="Without a recovery code").click()
    # The next one, by a clock that is ahead: the present one was used to set the app up.
    prove(phone, "Code from your app", app.at(int(time.time()) + app.interval))
    expect(section(phone, "Authenticator app")).to_be_visible(timeout=LONG)


def prove(page: Page, label: str, code: str) -> None:
    page.get_by_label(label).fill(code)
    page.get_by_role("button", name="Continue", exact=True).click()


def test_a_passkey_is_made_signs_in_without_a_password_and_is_removed(program: LiveServer, page: Page) -> None:
    with_authenticator(page)
    make_account(program, "grace@example.org")
    sign_in(page, program, "grace@example.org")
    passkeys = section(page, "Passkeys")
    passkeys.get_by_role("button", name="Add a passkey").click(timeout=LONG)
    asked = sheet(page, "Add a passkey")
    asked.get_by_label("Name").fill("Laptop")
    asked.get_by_role("button", name="Create").click()
    say_password(page)
    sheet(page, "Your recovery codes").get_by_role("button", name="I have kept them").click(timeout=LONG)
    expect(passkeys.get_by_text("Laptop", exact=True)).to_be_visible()

    page.context.clear_cookies()
    page.goto(address(program, "sign-in/?next=/en/profile/"))
    page.get_by_role("button", name="Use a passkey").click(timeout=LONG)
    expect(passkeys.get_by_text("Last used")).to_be_visible(timeout=LONG)

    passkeys.get_by_role("button", name="Remove Laptop").click()
    sheet(page, "Remove the passkey Laptop?").get_by_role("button", name="Remove", exact=True).click()
    expect(passkeys.get_by_text("Laptop", exact=True)).to_be_hidden(timeout=LONG)


def with_authenticator(page: Page) -> None:
    """A fingerprint reader that always knows the finger, in place of one."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_token_is_shown_once_does_what_it_may_alone_and_is_void_once_revoked(program: LiveServer, page: Page) -> None:
    make_account(program, "alan@example.org")
    sign_in(page, program, "alan@example.org")
    tokens = section(page, "Tokens for scripts")
    tokens.get_by_role("button", name="Make a token").click(timeout=LONG)
    asked = sheet(page, "Make a token")
    asked.get_by_label("Name").fill("Home Assistant")
    asked.get_by_role("button", name="Make a token").click()
    made = sheet(page, "Your new token")
    text = made.get_by_label("Home Assistant").input_value(timeout=LONG)
    made.get_by_role("button", name="I have kept it").click()

    with httpx.Client(base_url=program.url, headers={"Authorization": f"Bearer {text}"}) as script:
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
    program: LiveServer, page: Page, other: BrowserContext
) -> None:
    make_account(program, "mary@example.org")
    sign_in(page, program, "mary@example.org")
    devices = section(page, "Signed-in devices")
    expect(devices.get_by_text("You are signed in nowhere else.")).to_be_visible(timeout=LONG)
    phone = other.new_page()
    sign_in(phone, program, "mary@example.org")
    expect(section(phone, "Signed-in devices").get_by_role("listitem")).to_have_count(2, timeout=LONG)

    page.reload()
    devices.get_by_role("button", name="Sign out all others").click(timeout=LONG)
    sheet(page, "Sign out this device?").get_by_role("button", name="Sign out", exact=True).click()
    expect(devices.get_by_text("You are signed in nowhere else.")).to_be_visible(timeout=LONG)
    phone.reload()
    expect(phone.get_by_role("button", name="Sign in", exact=True)).to_be_visible(timeout=LONG)

    sign_in(phone, program, "mary@example.org")
    expect(section(phone, "Password")).to_be_visible(timeout=LONG)
    password = section(page, "Password")
    password.get_by_role("button", name="Change password").click()
    password.get_by_label("Current password").fill(PASSWORD)
    password.get_by_label("New password").fill("seven sleepy herons")
    password.get_by_role("button", name="Change password").click()
    expect(password.get_by_text("Your password is changed.")).to_be_visible(timeout=LONG)
    phone.reload()
    expect(phone.get_by_role("button", name="Sign in", exact=True)).to_be_visible(timeout=LONG)
