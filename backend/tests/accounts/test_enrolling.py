"""The second factor is set up: once, by who has to, and nobody else stays signed in."""

from __future__ import annotations

from collections.abc import Callable

import pyotp
from allauth.mfa.models import Authenticator

from mkv2castui.accounts import api_tokens, sealing
from mkv2castui.accounts.models import User
from mkv2castui.accounts.scopes import Scope
from testing.people import Browser

from .conftest import PASSWORD
from .second_step import enrol, finish, half_way

OpenBrowser = Callable[..., Browser]


def test_the_code_that_set_the_app_up_signs_nobody_in(open_browser: OpenBrowser, user: User) -> None:
    browser = open_browser()
    browser.sign_in(user.email, PASSWORD)
    app, _ = enrol(browser)
    used = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).data["newest_used"]
    assert finish(half_way(open_browser, user), app.generate_otp(used)) == 400


def test_an_administrator_can_require_it(open_browser: OpenBrowser, admin: User, user: User) -> None:
    host, browser = open_browser(), open_browser()
    host.sign_in(admin.email, PASSWORD)
    browser.sign_in(user.email, PASSWORD)
    _, text = api_tokens.create(user, "script", [Scope.READ], None)
    assert host.patch("/api/admin/policy/", {"second_factor": "everybody"}).status_code == 200
    assert host.get("/api/admin/policy/").json()["code"] == "second_factor_required"
    assert browser.get("/api/jobs/").json()["code"] == "second_factor_required"
    headers = {"Authorization": f"Bearer {text}"}
    assert browser.client.get("/api/jobs/", headers=headers).json()["code"] == "second_factor_required"
    assert browser.get("/api/session/").json()["user"]["needs_second_factor"] is True
    enrol(browser)
    assert browser.get("/api/jobs/").status_code == 200


def test_there_is_one_app(browser: Browser, user: User) -> None:
    browser.sign_in(user.email, PASSWORD)
    browser.account("POST", "auth/reauthenticate", {"password": PASSWORD})
    secret = browser.account("GET", "account/authenticators/totp").json()["meta"]["secret"]
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": sealing.seal("A" * 32)})
    second = browser.account("POST", "account/authenticators/totp", {"code": pyotp.TOTP(secret).now()})
    assert second.status_code == 409


def test_the_first_one_ends_the_other_sessions(open_browser: OpenBrowser, user: User) -> None:
    """They came in without any; later ones have shown one."""
    here, elsewhere = open_browser(), open_browser()
    for browser in (here, elsewhere):
        assert browser.sign_in(user.email, PASSWORD).status_code == 200
    _, codes = enrol(here)
    assert [browser.get("/api/jobs/").status_code for browser in (here, elsewhere)] == [200, 401]
    later = half_way(open_browser, user)
    assert finish(later, codes[0]) == 200
    assert here.account("POST", "account/authenticators/recovery-codes", {}).status_code == 200
    assert later.get("/api/jobs/").status_code == 200
