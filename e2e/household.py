"""A program at which people sign in, where its mails land, and what people do at its door."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyotp
from playwright.sync_api import BrowserContext, Page, expect

from testing.live_server import LiveServer

PASSWORD = "correct horse battery"

_ASK = """async ([method, path, body]) => {
  const token = document.cookie.match(/mkv2castui_csrf=([^;]+)/)[1];
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const url = "/_allauth/browser/v1/" + path;
  const response = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
  return response.json();
}"""

_MAKE_PASSKEY = """async (options) => {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return (await navigator.credentials.create({ publicKey })).toJSON();
}"""

_FILLS_IN_NO_PASSKEYS = "delete PublicKeyCredential.isConditionalMediationAvailable"


@dataclass
class App:
    """An authenticator app, whose codes are good once, and the recovery codes that came with it."""

    totp: pyotp.TOTP
    spare: list[str]
    last: int = 0  # the half minute of its last code

    def code(self) -> str:
        """A new one. The next half minute's is good already, so that few have to be waited for."""
        length = self.totp.interval
        self.last = max(int(time.time()) // length, self.last + 1)
        time.sleep(max(0, (self.last - 1) * length - time.time()))
        return self.totp.at(self.last * length)


class Household:
    """``variables``: beside those that ask people to sign in and catch their mails."""

    def __init__(self, folder: Path, variables: dict[str, str]) -> None:
        self.mails = folder / "mails"
        self.mails.mkdir()
        self._asked_for: set[str] = set()
        fixed = {"REQUIRE_AUTH": "true", "EMAIL_URL": f"filemail://{self.mails}"}
        self.program = LiveServer(folder / "data", folder / "log", {**fixed, **variables})
        self.apps: dict[str, App] = {}

    def address(self, path: str) -> str:
        """By name: passkeys belong to names, not to numbers."""
        return f"http://localhost:{self.program.port}{path}"

    def code_of_last_mail(self) -> str:
        """Of a mail that was not asked for before: mails come a moment after the page that asks for their code."""
        self.program.wait_until(self._codes)
        code = self._codes()[-1]
        self._asked_for.add(code)
        return code

    def _codes(self) -> list[str]:
        mails = sorted(self.mails.iterdir(), key=lambda mail: mail.stat().st_mtime_ns)
        found = [code for mail in mails for code in re.findall(r"^([A-Z0-9]{3,}-[A-Z0-9-]+)$", mail.read_text(), re.M)]
        return [code for code in found if code not in self._asked_for]


class FingerprintReader:
    """Of one page. It knows every finger, while there is one."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": False,
        }
        self._id = self._session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    @contextmanager
    def touched(self) -> Iterator[None]:
        self._touch(True)
        yield
        self._touch(False)

    def _touch(self, there: bool) -> None:
        self._session.send("WebAuthn.setAutomaticPresenceSimulation", {"authenticatorId": self._id, "enabled": there})


def fill_in_no_passkeys(context: BrowserContext) -> None:
    """As in browsers that offer passkeys in a window of their own alone."""
    context.add_init_script(_FILLS_IN_NO_PASSKEYS)


def ask(page: Page, method: str, path: str, body: object = None) -> dict[str, Any]:
    """What ``/_allauth/browser/v1/`` answers to the page."""
    answer: dict[str, Any] = page.evaluate(_ASK, [method, path, body])
    return answer


def add_app(page: Page) -> App:
    """An authenticator app of who is signed in."""
    ask(page, "POST", "auth/reauthenticate", {"password": PASSWORD})
    app = App(pyotp.TOTP(ask(page, "GET", "account/authenticators/totp")["meta"]["secret"]), [])
    assert ask(page, "POST", "account/authenticators/totp", {"code": app.code()})["status"] == 200
    app.spare += ask(page, "GET", "account/authenticators/recovery-codes")["data"]["unused_codes"]
    return app


def add_passkey(page: Page, reader: FingerprintReader) -> None:
    """A passkey of who is signed in."""
    ask(page, "POST", "auth/reauthenticate", {"password": PASSWORD})
    asked = ask(page, "GET", "account/authenticators/webauthn?passwordless")
    with reader.touched():
        credential = page.evaluate(_MAKE_PASSKEY, asked["data"]["creation_options"]["publicKey"])
    made = ask(page, "POST", "account/authenticators/webauthn", {"name": "Laptop", "credential": credential})
    assert made["status"] == 200


def fill_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def prove(page: Page, label: str, code: str) -> None:
    page.get_by_label(label).fill(code)
    page.get_by_role("button", name="Continue", exact=True).click()


def expect_door(page: Page) -> None:
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def expect_desk(page: Page) -> None:
    expect(page.get_by_role("heading", name="Which device will play it?")).to_be_visible()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Account of")).click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect_door(page)
