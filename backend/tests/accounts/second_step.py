"""The second step of signing in, as somebody in their browser takes it."""

from __future__ import annotations

import time
from collections.abc import Callable

import pyotp

from mkv2castui.accounts.models import User
from testing.people import Browser

from .conftest import PASSWORD

OpenBrowser = Callable[..., Browser]

AUTHENTICATE = "auth/2fa/authenticate"


def enrol(browser: Browser) -> tuple[pyotp.TOTP, list[str]]:
    """An authenticator app, whose present code is used by it, and the recovery codes."""
    assert browser.account("POST", "auth/reauthenticate", {"password": PASSWORD}).status_code == 200
    secret = browser.account("GET", "account/authenticators/totp").json()["meta"]["secret"]
    app = pyotp.TOTP(secret)
    made = browser.account("POST", "account/authenticators/totp", {"code": app.now()})
    assert made.status_code == 200, made.text
    codes = browser.account("GET", "account/authenticators/recovery-codes").json()["data"]["unused_codes"]
    return app, codes


def code_of(app: pyotp.TOTP, half_minutes: int = 1) -> str:
    """The code that comes next, which no enrolment has used, or another one from now. It is good already: a phone's
    clock may be that much ahead."""
    return str(app.at(int(time.time()) + 30 * half_minutes))


def finish(browser: Browser, code: str) -> int:
    """The status at the end: who was right is still asked whether to trust this browser."""
    answer = browser.account("POST", AUTHENTICATE, {"code": code})
    if answer.status_code != 401:
        return answer.status_code
    assert [flow["id"] for flow in answer.json()["data"]["flows"] if flow.get("is_pending")] == ["mfa_trust"]
    assert browser.get("/api/jobs/").status_code == 401
    return browser.account("POST", "auth/2fa/trust", {"trust": False}).status_code


def half_way(open_browser: OpenBrowser, user: User) -> Browser:
    """The password was right, the second factor is missing."""
    browser = open_browser()
    answer = browser.sign_in(user.email, PASSWORD)
    pending = [flow["id"] for flow in answer.json()["data"]["flows"] if flow.get("is_pending")]
    assert (answer.status_code, pending) == (401, ["mfa_authenticate"])
    return browser
